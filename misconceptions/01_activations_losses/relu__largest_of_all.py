"""The larger of x and 0 is np.max(x, 0).

costs: test_relu_values
hint: np.max looks for the largest number along axis 0. np.maximum compares number by number.
"""

import numpy as np


def relu(x):
    return np.max(x, 0)
