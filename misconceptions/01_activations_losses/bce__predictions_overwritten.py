"""I clipped the predictions in place.

costs: test_bce_unchanged
hint: out=p changes the caller's array. p = np.clip(p, …) makes a new one.
"""

import numpy as np


def bce(y, p):
    np.clip(p, EPS, 1 - EPS, out=p)  # noqa: F821
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
