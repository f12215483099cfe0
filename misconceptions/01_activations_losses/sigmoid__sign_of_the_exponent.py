"""I wrote 1 / (1 + e^x).

costs: test_sigmoid_values, test_sigmoid_extreme
hint: the exponent is -x: for large x the exponential must become small, so that σ comes close
  to 1.
"""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(x))
