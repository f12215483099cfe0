"""On the left the value is a.

costs: test_leaky_values, test_leaky_types
hint: a is the slope: the value is a times x.
"""

import numpy as np


def leaky_relu(x, a=0.01):
    return np.where(x > 0, x, a)
