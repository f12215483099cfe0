"""I ran through range(len(x)).

costs: test_numerical_gradient_shape
hint: a matrix has more than rows: np.ndindex(x.shape) runs through all entries of any shape.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(len(x))
    for i in range(len(x)):
        step = np.zeros(len(x))
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
