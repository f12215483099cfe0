"""The slide has 1/2 (y - p)² for the mean square error.

costs: test_mse_values, test_mse_pixels
hint: there is no mean on the slide, and no 1/2 in the mean squared error.
"""

import numpy as np


def mse(y, p):
    return np.mean((np.asarray(y, dtype=float) - p) ** 2) / 2
