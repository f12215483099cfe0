"""I worked on v itself.

costs: test_soft_values, test_soft_unchanged
hint: v belongs to the caller: make a new array.
"""

import numpy as np


def soft_threshold(v, t):
    sign = np.sign(v)
    v[:] = np.abs(v)
    v[:] = np.maximum(v - t, 0)
    v[:] = v * sign
    return v
