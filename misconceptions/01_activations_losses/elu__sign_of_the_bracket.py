"""I subtracted e^x from 1.

costs: test_elu_values, test_elu_alpha, test_elu_extreme
hint: e^x - 1, so that the value is negative on the left.
"""

import numpy as np


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * (1 - np.exp(np.minimum(x, 0))))
