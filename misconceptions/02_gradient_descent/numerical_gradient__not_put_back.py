"""I nudged each entry of a copy, and forgot to put it back.

costs: test_numerical_gradient_mixed
hint: for the next entry all the others must be where they were: make a new copy in each round.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    nudged = x.astype(float)
    for index in np.ndindex(x.shape):
        nudged[index] = x[index] + h
        above = f(nudged)
        nudged[index] = x[index] - h
        gradient[index] = (above - f(nudged)) / (2 * h)
    return gradient
