"""I took the mean of the differences of the logarithms.

costs: test_msle_values, test_msle_zero
hint: the loss is the square of the difference: errors of both signs must not cancel.
"""

import numpy as np


def msle(y, p):
    return np.mean(np.log1p(y) - np.log1p(p))
