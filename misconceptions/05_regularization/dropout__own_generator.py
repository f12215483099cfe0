"""I made the random numbers with np.random.rand.

costs: test_dropout_rng
hint: use the generator that you are given: a seed then decides the result.
"""

import numpy as np


def dropout(x, p, rng, training):
    if not training:
        return x
    return x * (np.random.rand(*x.shape) >= p) / (1 - p)
