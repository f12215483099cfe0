"""I set all t above T to T.

costs: test_linear_vector
hint: np.asarray makes no copy, so this changes the caller's array: np.minimum gives a new one.
"""

import numpy as np


def linear(t, alpha0, T, alpha_end=0.0):
    t = np.asarray(t)
    t[t > T] = T
    return alpha0 + (alpha_end - alpha0) * t / T
