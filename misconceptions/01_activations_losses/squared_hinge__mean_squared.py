"""I squared the hinge loss.

costs: test_squared_hinge_values
hint: the loss of each example is squared, then comes the mean.
"""

import numpy as np


def squared_hinge(t, s):
    return np.mean(np.maximum(0, 1 - t * s)) ** 2
