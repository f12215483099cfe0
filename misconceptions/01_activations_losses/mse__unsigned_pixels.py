"""I subtracted the images as they are.

costs: test_mse_pixels
hint: a uint8 has no sign: 10 - 30 is 236. Make floats of them first.
"""

import numpy as np


def mse(y, p):
    return np.mean((y - p) ** 2)
