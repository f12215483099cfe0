"""I took the exponential from the math module.

costs: test_sigmoid_values, test_sigmoid_extreme
hint: math.exp takes a single number; np.exp works on whole arrays.
"""

import math


def sigmoid(x):
    return 1 / (1 + math.exp(-x))
