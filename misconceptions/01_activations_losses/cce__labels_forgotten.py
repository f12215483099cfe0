"""I took minus the logarithms of all probabilities.

costs: test_cce_values, test_cce_batch, test_cce_extreme, test_cce_soft
hint: only the right class counts: the labels are the factors of the logarithms.
"""

import numpy as np


def cce(y, p):
    return -np.mean(np.sum(np.log(np.clip(p, EPS, 1)), axis=1))  # noqa: F821
