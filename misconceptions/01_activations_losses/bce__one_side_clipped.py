"""I kept p away from 0.

costs: test_bce_extreme
hint: p = 1 is as bad: the other logarithm is that of 1 - p. Clip to EPS … 1 - EPS.
"""

import numpy as np


def bce(y, p):
    p = np.maximum(p, EPS)  # noqa: F821
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
