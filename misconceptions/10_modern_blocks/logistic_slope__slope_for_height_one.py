"""I used f (1 - f), which holds for the sigmoid.

costs: test_slope
hint: f is compared with its height, f (1 - f / L), and the steepness k is a factor.
"""

import numpy as np


def logistic_slope(x, L=1.0, k=1.0, x0=0.0):
    f = L / (1 + np.exp(-k * (np.asarray(x, dtype=float) - x0)))
    return f * (1 - f)
