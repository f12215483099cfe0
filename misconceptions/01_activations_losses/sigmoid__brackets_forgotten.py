"""I typed 1 / 1 + e^-x.

costs: test_sigmoid_values, test_sigmoid_extreme
hint: a division goes before a sum: 1 / (1 + np.exp(-x)).
"""

import numpy as np


def sigmoid(x):
    return 1 / 1 + np.exp(-x)
