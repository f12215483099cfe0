"""I added both sides, each multiplied by 1 or 0, whichever applies.

costs: test_elu_extreme
hint: e^1000 is infinity, and 0 · infinity is NaN. Choose with np.where instead of multiplying.
"""

import numpy as np


def elu(x, alpha=1.0):
    return (x > 0) * x + (x <= 0) * alpha * (np.exp(x) - 1)
