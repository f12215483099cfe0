"""Where t is 0 I set the rate to alpha0.

costs: test_inverse_sqrt_beginnings
hint: at t = 0.25 the formula gives twice alpha0: all t below 1 must be mended.
"""

import numpy as np


def inverse_sqrt(t, alpha0):
    t = np.asarray(t)
    return alpha0 / np.sqrt(np.where(t == 0, 1, t))
