"""First the logarithm of the predicted values, then the mean squared error, says the slide.

costs: test_msle_values, test_msle_zero
hint: label and prediction both get a logarithm, and both log(1 + ·).
"""

import numpy as np


def msle(y, p):
    return np.mean((y - np.log(p)) ** 2)
