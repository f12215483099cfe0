"""I took the root of alpha0 / t.

costs: test_inverse_sqrt_values, test_inverse_sqrt_start, test_inverse_sqrt_beginnings,
  test_inverse_sqrt_vector
hint: only t is under the root.
"""

import numpy as np


def inverse_sqrt(t, alpha0):
    return np.sqrt(alpha0 / np.maximum(t, 1))
