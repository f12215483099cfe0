"""I used e^x / (e^x + 1), which is the same thing.

costs: test_sigmoid_extreme
hint: for x = 1000 it is infinity by infinity. 1 / (1 + e^-x) stays finite, or choose by the
  sign of x.
"""

import numpy as np


def sigmoid(x):
    return np.exp(x) / (np.exp(x) + 1)
