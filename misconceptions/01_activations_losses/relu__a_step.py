"""ReLU says whether a neuron fires: 1 if x is positive, else 0.

costs: test_relu_values
hint: that is the step. ReLU lets positive numbers pass as they are.
"""

import numpy as np


def relu(x):
    return np.where(x > 0, 1.0, 0.0)
