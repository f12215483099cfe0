"""I took the mean of the errors.

costs: test_mae
hint: errors of both signs cancel: np.abs before the mean.
"""

import numpy as np


def mae(y, p):
    return np.mean(y - p)
