"""A cosine has a period of 2π.

costs: test_cosine_values, test_cosine_between, test_cosine_beyond, test_cosine_vector,
  test_cosine_keras
hint: a whole wave comes back to where it began; from the top to the bottom it is half of one.
"""

import numpy as np


def cosine(t, alpha0, T):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return 0.5 * alpha0 * (1 + np.cos(2 * np.pi * fraction))
