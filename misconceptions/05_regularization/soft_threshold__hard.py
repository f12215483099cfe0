"""I set everything below t to 0 and kept the rest.

costs: test_soft_values, test_soft_smallest, test_soft_lasso
hint: what survives has to move by t towards 0 as well.
"""

import numpy as np


def soft_threshold(v, t):
    return np.where(np.abs(v) > t, v, 0)
