"""I made the gradient with np.zeros_like(x).

costs: test_numerical_gradient_types
hint: it has x's type, and integers cut the fractions off: np.zeros(x.shape) holds floats.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
