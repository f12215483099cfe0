"""Half a turn is 180, so I took the cosine of 180 t / T.

costs: test_cosine_values, test_cosine_between, test_cosine_beyond, test_cosine_vector,
  test_cosine_keras
hint: NumPy's cosine takes radians: half a turn is np.pi.
"""

import numpy as np


def cosine(t, alpha0, T):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return 0.5 * alpha0 * (1 + np.cos(180 * fraction))
