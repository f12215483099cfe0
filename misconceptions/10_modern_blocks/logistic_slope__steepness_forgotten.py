"""I forgot the inner derivative, the steepness k.

costs: test_slope
hint: the chain rule: the derivative of k (x - x0) is k.
"""

import numpy as np


def logistic_slope(x, L=1.0, k=1.0, x0=0.0):
    f = L / (1 + np.exp(-k * np.clip(x - x0, -30, 30)))
    return f * (1 - f / L)
