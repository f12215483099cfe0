"""I took t away from the size of each value, but not below 0.

costs: test_soft_values, test_soft_smallest, test_soft_lasso
hint: give the result its sign back.
"""

import numpy as np


def soft_threshold(v, t):
    return np.maximum(np.abs(v) - t, 0)
