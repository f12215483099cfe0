"""I used gradient @ direction.

costs: test_slope_along_values
hint: for two axes @ is a product of matrices: multiply entry by entry and add everything up.
"""

import numpy as np


def slope_along(gradient, direction):
    return gradient @ direction / np.linalg.norm(direction)
