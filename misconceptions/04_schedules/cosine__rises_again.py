"""I wrote down the formula of the slide.

costs: test_cosine_beyond
hint: beyond T the cosine comes back up: stop the clock at T.
"""

import numpy as np


def cosine(t, alpha0, T):
    return 0.5 * alpha0 * (1 + np.cos(np.pi * np.asarray(t) / T))
