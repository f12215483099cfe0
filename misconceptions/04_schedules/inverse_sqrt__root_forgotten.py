"""I divided by t.

costs: test_inverse_sqrt_values, test_inverse_sqrt_vector
hint: the inverse square root falls more slowly: at t = 4 it is a half, not a quarter.
"""

import numpy as np


def inverse_sqrt(t, alpha0):
    t = np.asarray(t)
    return alpha0 / np.maximum(t, 1)
