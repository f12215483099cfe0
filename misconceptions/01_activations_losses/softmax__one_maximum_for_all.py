"""I subtracted the largest score of the whole array.

costs: test_softmax_extreme
hint: a row that lies far below it gets zeros only, and 0/0. Each distribution needs its own
  maximum.
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=axis, keepdims=True)
