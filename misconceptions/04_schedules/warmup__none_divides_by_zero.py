"""I cut t / w off at 1; for w = 0 that is infinite, and so 1.

costs: test_warmup_none
hint: at t = 0 it is 0 / 0, which is no number: treat w = 0 by itself.
"""

import numpy as np


def warmup(t, alpha, w):
    t = np.asarray(t)
    with np.errstate(divide="ignore", invalid="ignore"):
        return alpha * np.minimum(np.divide(t, w), 1)
