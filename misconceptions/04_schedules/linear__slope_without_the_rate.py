"""I wrote 1 - t / T, and added the end.

costs: test_linear_values, test_linear_between, test_linear_end, test_linear_vector,
  test_linear_keras
hint: 1 - t / T is a share: of what? Of the way from alpha_end up to alpha0.
"""

import numpy as np


def linear(t, alpha0, T, alpha_end=0.0):
    return 1 - np.minimum(np.asarray(t) / T, 1) + alpha_end
