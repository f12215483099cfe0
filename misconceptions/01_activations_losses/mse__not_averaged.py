"""The squared error is (y - p)².

costs: test_mse_values, test_mse_pixels
hint: a loss is one number: the mean over all entries.
"""

import numpy as np


def mse(y, p):
    return (np.asarray(y, dtype=float) - p) ** 2
