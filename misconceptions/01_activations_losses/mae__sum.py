"""I added up the absolute errors.

costs: test_mae
hint: a mean divides by the number of entries: np.mean.
"""

import numpy as np


def mae(y, p):
    return np.sum(np.abs(y - p))
