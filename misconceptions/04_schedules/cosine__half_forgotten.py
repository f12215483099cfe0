"""1 + cos times the initial rate.

costs: test_cosine_values, test_cosine_between, test_cosine_vector, test_cosine_keras
hint: 1 + cos goes from 2 to 0, so there is a 1/2 in front.
"""

import numpy as np


def cosine(t, alpha0, T):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return alpha0 * (1 + np.cos(np.pi * fraction))
