"""I returned x if x > 0, and the exponential otherwise.

costs: test_elu_values, test_elu_alpha, test_elu_extreme
hint: an if asks one question of the whole array. np.where chooses for each number.
"""

import numpy as np


def elu(x, alpha=1.0):
    return x if x > 0 else alpha * (np.exp(x) - 1)
