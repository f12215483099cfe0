"""A label of 1 costs -log p, anything else -log(1 - p).

costs: test_bce_order
hint: labels between 0 and 1 are allowed ("70% sure"): use both terms, weighted by y and 1 - y.
"""

import numpy as np


def bce(y, p):
    p = np.clip(p, EPS, 1 - EPS)  # noqa: F821
    return np.mean(np.where(y == 1, -np.log(p), -np.log(1 - p)))
