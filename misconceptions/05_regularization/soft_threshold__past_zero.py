"""I moved each value by t against its sign.

costs: test_soft_values, test_soft_smallest, test_soft_lasso
hint: stop at 0: a small value must not come out on the other side.
"""

import numpy as np


def soft_threshold(v, t):
    return v - t * np.sign(v)
