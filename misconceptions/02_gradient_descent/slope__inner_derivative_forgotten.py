"""The derivative of (w x - y)² is 2 (w x - y).

costs: test_slope, test_slope_any_data
hint: by the chain rule the inner derivative comes in: w x - y grows by x with w.
"""

import numpy as np


def slope(w, x, y):
    return np.sum(2 * (w * x - y))
