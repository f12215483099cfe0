"""I typed the formula as it stands.

costs: test_bce_extreme
hint: 0 · log 0 is NaN for NumPy. Move p into EPS … 1 - EPS first.
"""

import numpy as np


def bce(y, p):
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
