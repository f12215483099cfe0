"""I added up the squared errors.

costs: test_mse_values
hint: a mean divides by the number of entries, so that the loss does not grow with the data.
"""

import numpy as np


def mse(y, p):
    return np.sum((np.asarray(y, dtype=float) - p) ** 2)
