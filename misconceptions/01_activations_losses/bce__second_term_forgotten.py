"""The loss is -y log p.

costs: test_bce_values, test_bce_order, test_bce_extreme
hint: then labels of 0 cost nothing, and p = 1 is always best. The second term is for them.
"""

import numpy as np


def bce(y, p):
    return -np.mean(y * np.log(np.clip(p, EPS, 1)))  # noqa: F821
