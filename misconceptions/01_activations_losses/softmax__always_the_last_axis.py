"""The classes are in the last axis.

costs: test_softmax_axis
hint: they are where `axis` says. -1 is only the default.
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
