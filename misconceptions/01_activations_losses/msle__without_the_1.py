"""I took the logarithms of the labels and of the predictions.

costs: test_msle_values, test_msle_zero
hint: log(1 + ·): a label of 0 is allowed, and log 0 is minus infinity.
"""

import numpy as np


def msle(y, p):
    return np.mean((np.log(y) - np.log(p)) ** 2)
