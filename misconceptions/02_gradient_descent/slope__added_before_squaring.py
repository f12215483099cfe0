"""I added up the errors and squared the sum.

costs: test_squared_error
hint: errors of different signs cancel in a sum: square each of them first.
"""

import numpy as np


def squared_error(w, x, y):
    return np.sum(w * x - y) ** 2
