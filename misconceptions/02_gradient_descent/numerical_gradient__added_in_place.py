"""I wrote x[index] += h, called f, and took it back with -=.

costs: test_numerical_gradient_unchanged
hint: x is the caller's, and rounding keeps it from coming back exactly: work with x + step.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        if x.dtype.kind != "f":
            x = x.astype(float)
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        below = f(x)
        x[index] += h
        gradient[index] = (above - below) / (2 * h)
    return gradient
