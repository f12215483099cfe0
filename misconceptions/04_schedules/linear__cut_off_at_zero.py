"""A rate must not be negative, so I cut it off at 0.

costs: test_linear_beyond
hint: beyond T the rate stays at alpha_end, and does not go on down to 0: stop the clock at T.
"""

import numpy as np


def linear(t, alpha0, T, alpha_end=0.0):
    return np.maximum(alpha0 + (alpha_end - alpha0) * np.asarray(t) / T, 0)
