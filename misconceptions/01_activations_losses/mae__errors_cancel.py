"""I took the absolute value of the mean error.

costs: test_mae
hint: errors of both signs cancel in their mean. First absolute values, then the mean.
"""

import numpy as np


def mae(y, p):
    return np.abs(np.mean(y - p))
