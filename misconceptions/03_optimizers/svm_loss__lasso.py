"""I added up the absolute values of the weights.

costs: test_penalized
hint: that is the L1 penalty; this one has squares.
"""

import numpy as np


def penalized(loss, W, strength):
    return loss + strength * np.sum(np.abs(W))
