"""I took the mean of the errors and squared it.

costs: test_mse_values
hint: errors of both signs cancel in their mean. First square, then take the mean.
"""

import numpy as np


def mse(y, p):
    return np.mean(np.asarray(y, dtype=float) - p) ** 2
