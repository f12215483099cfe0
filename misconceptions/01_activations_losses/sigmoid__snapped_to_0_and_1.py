"""Above 1 the sigmoid is 1 and below 0 it is 0, as the slide says.

costs: test_sigmoid_values, test_sigmoid_extreme
hint: nothing snaps: the curve only comes close to 0 and 1, and its centre is at 0. σ(1) is
  0.731.
"""

import numpy as np


def sigmoid(x):
    return np.where(x > 1, 1.0, np.where(x < 0, 0.0, 1 / (1 + np.exp(-x))))
