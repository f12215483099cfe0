"""I set all t above T to T.

costs: test_cosine_vector
hint: np.asarray makes no copy, so this changes the caller's array: np.minimum gives a new one.
"""

import numpy as np


def cosine(t, alpha0, T):
    t = np.asarray(t)
    t[t > T] = T
    return 0.5 * alpha0 * (1 + np.cos(np.pi * t / T))
