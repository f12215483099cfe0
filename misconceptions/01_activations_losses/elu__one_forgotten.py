"""On the left the value is alpha times e^x.

costs: test_elu_values, test_elu_alpha, test_elu_extreme
hint: alpha · (e^x - 1): the two sides must meet at 0.
"""

import numpy as np


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)))
