"""I took the mean of y log p + (1 - y) log (1 - p).

costs: test_bce_values, test_bce_order, test_bce_extreme
hint: logarithms of probabilities are negative: both terms have a minus.
"""

import numpy as np


def bce(y, p):
    p = np.clip(p, EPS, 1 - EPS)  # noqa: F821
    return np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
