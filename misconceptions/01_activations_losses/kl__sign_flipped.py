"""I put q above the fraction line.

costs: test_kl_values, test_kl_identical, test_kl_zeros
hint: log (q / p) is minus log (p / q): the true distribution stands above the line.
"""

import numpy as np


def kl(p, q):
    p, q = np.clip(p, EPS, 1), np.clip(q, EPS, 1)  # noqa: F821
    return np.mean(np.sum(p * np.log(q / p), axis=1))
