"""For x below 0 I used the other form, with an if.

costs: test_sigmoid_values, test_sigmoid_extreme
hint: an if asks one question of the whole array. np.where chooses for each number.
"""

import numpy as np


def sigmoid(x):
    if x >= 0:
        return 1 / (1 + np.exp(-x))
    return np.exp(x) / (1 + np.exp(x))
