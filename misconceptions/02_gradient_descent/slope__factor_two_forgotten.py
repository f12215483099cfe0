"""I multiplied the errors by the inputs.

costs: test_slope, test_slope_any_data
hint: the square brings a factor 2, as long as the loss has no 1/2 in front.
"""

import numpy as np


def slope(w, x, y):
    return np.sum(x * (w * x - y))
