"""I divided by 2 * h, without brackets.

costs: test_numerical_gradient_values, test_numerical_gradient_central,
  test_numerical_gradient_types
hint: / 2 * h divides by 2 and then multiplies by h: / (2 * h).
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / 2 * h
    return gradient
