"""The error is what is missing: desired minus actual.

costs: test_slope, test_slope_any_data
hint: in the square the order does not matter, in the slope it turns the sign.
"""

import numpy as np


def slope(w, x, y):
    return np.sum(2 * x * (y - w * x))
