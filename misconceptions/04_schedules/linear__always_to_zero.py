"""A linear decay ends at 0.

costs: test_linear_end, test_linear_beyond, test_linear_keras
hint: it ends at alpha_end, which is 0 only by default.
"""

import numpy as np


def linear(t, alpha0, T, alpha_end=0.0):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return alpha0 * (1 - fraction)
