"""The error is the sum of the distances, so I added up absolute values.

costs: test_squared_error
hint: the loss is the sum of the squares: 1 + 4 + 9 + 16 = 30, not 10.
"""

import numpy as np


def squared_error(w, x, y):
    return np.sum(np.abs(w * x - y))
