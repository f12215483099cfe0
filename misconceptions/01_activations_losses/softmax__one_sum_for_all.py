"""I divided the exponentials by their sum.

costs: test_softmax_axis, test_softmax_extreme
hint: each distribution has a sum of its own: np.sum(e, axis=axis, keepdims=True).
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / np.sum(e)
