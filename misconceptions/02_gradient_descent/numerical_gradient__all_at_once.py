"""I added h to the whole array.

costs: test_numerical_gradient_values, test_numerical_gradient_mixed,
  test_numerical_gradient_shape, test_numerical_gradient_types
hint: that gives the slope of all entries together: nudge one at a time.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))
