"""I took the other formula for the cosine.

costs: test_cosine_between, test_cosine_vector, test_cosine_keras
hint: at T/4 they differ: 0.854 for the cosine, 0.75 for the line.
"""

import numpy as np


def cosine(t, alpha0, T):
    return alpha0 * (1 - np.minimum(np.asarray(t) / T, 1))
