"""I flattened x, so that one loop is enough.

costs: test_numerical_gradient_shape
hint: f wants an array of x's shape: give it one, and return the gradient in this shape.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    flat = x.ravel().astype(float)
    gradient = np.zeros(flat.shape)
    for i in range(len(flat)):
        step = np.zeros(flat.shape)
        step[i] = h
        gradient[i] = (f(flat + step) - f(flat - step)) / (2 * h)
    return gradient
