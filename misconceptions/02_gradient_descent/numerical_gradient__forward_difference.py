"""I nudged forward and compared with f(x), as on the slides of S1.

costs: test_numerical_gradient_central
hint: that is off by about h. Central differences look to both sides, and are off by about h².
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x)) / h
    return gradient
