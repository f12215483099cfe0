"""I divided by the sum of the squares of the direction.

costs: test_slope_along_values, test_slope_along_steepest
hint: the length is the square root of this sum.
"""

import numpy as np


def slope_along(gradient, direction):
    return np.sum(gradient * direction) / np.sum(direction**2)
