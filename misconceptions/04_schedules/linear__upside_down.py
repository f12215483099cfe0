"""Linear means proportional to t.

costs: test_linear_values, test_linear_between, test_linear_end, test_linear_beyond,
  test_linear_vector, test_linear_keras
hint: that climbs: the rate falls from alpha0 at t = 0 to alpha_end at T.
"""

import numpy as np


def linear(t, alpha0, T, alpha_end=0.0):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return alpha_end + (alpha0 - alpha_end) * fraction
