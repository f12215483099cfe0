"""I let the cosine fall from 1 to 0: that is a quarter of a wave.

costs: test_cosine_values, test_cosine_between, test_cosine_vector, test_cosine_keras
hint: it meets both ends, but T/2 is too high, and it does not arrive flat: 1/2 (1 + cos).
"""

import numpy as np


def cosine(t, alpha0, T):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return alpha0 * np.cos(np.pi / 2 * fraction)
