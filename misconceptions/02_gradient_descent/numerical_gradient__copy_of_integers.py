"""I changed one entry of x.copy().

costs: test_numerical_gradient_types
hint: a copy of an array of integers holds integers: 3 + 0.00001 becomes 3 again. Convert it
  first.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[index] = x[index] + h
        below[index] = x[index] - h
        gradient[index] = (f(above) - f(below)) / (2 * h)
    return gradient
