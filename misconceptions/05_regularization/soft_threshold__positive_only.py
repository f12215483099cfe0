"""I subtracted t and cut off at 0.

costs: test_soft_values, test_soft_smallest, test_soft_lasso
hint: negative values rise by t, up to 0 at most.
"""

import numpy as np


def soft_threshold(v, t):
    return np.maximum(v - t, 0)
