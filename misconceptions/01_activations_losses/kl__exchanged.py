"""The divergence compares two distributions, so their order does not matter.

costs: test_kl_direction
hint: it does: the true one stands in front of the logarithm and above the fraction line.
"""

import numpy as np


def kl(p, q):
    p, q = np.clip(p, EPS, 1), np.clip(q, EPS, 1)  # noqa: F821
    return np.mean(np.sum(q * np.log(q / p), axis=1))
