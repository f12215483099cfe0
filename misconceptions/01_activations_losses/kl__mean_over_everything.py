"""I took np.mean over the whole array.

costs: test_kl_values, test_kl_zeros
hint: the classes are summed; the mean is over the rows.
"""

import numpy as np


def kl(p, q):
    p, q = np.clip(p, EPS, 1), np.clip(q, EPS, 1)  # noqa: F821
    return np.mean(p * np.log(p / q))
