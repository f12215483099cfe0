"""I divided by both lengths.

costs: test_slope_along_values, test_slope_along_steepest
hint: that is the cosine of the angle. Only the direction is scaled to length 1.
"""

import numpy as np


def slope_along(gradient, direction):
    return np.sum(gradient * direction) / np.linalg.norm(gradient) / np.linalg.norm(direction)
