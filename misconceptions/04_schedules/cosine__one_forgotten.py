"""I wrote half of alpha0 times the cosine.

costs: test_cosine_values, test_cosine_between, test_cosine_beyond, test_cosine_vector,
  test_cosine_keras
hint: the cosine goes from 1 to -1; 1 + cos goes from 2 to 0.
"""

import numpy as np


def cosine(t, alpha0, T):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return 0.5 * alpha0 * np.cos(np.pi * fraction)
