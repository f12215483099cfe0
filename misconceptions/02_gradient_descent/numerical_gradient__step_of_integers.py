"""I made the step with np.zeros_like(x).

costs: test_numerical_gradient_types
hint: it has x's type: in an array of integers h becomes 0. np.zeros(x.shape) holds floats.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
