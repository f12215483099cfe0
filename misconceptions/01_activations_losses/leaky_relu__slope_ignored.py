"""The slope on the left is 0.01.

costs: test_leaky_values
hint: 0.01 is only the default: multiply by the argument a.
"""

import numpy as np


def leaky_relu(x, a=0.01):
    return np.where(x > 0, x, 0.01 * x)
