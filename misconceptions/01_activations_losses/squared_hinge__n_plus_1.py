"""The sum runs from 0 to N, so I divided by N + 1.

costs: test_squared_hinge_values, test_squared_hinge_mean
hint: N examples have N terms. On the slide the sum begins one too early.
"""

import numpy as np


def squared_hinge(t, s):
    return np.sum(np.maximum(0, 1 - t * s) ** 2) / (np.size(t) + 1)
