"""I took the mean of the slopes of all points.

costs: test_slope, test_slope_any_data
hint: the loss is a sum over the points, so its slope is the sum of their slopes.
"""

import numpy as np


def slope(w, x, y):
    return np.mean(2 * x * (w * x - y))
