"""The sum on the slide runs from 1 to i, so each class has a denominator of its own.

costs: test_softmax_values, test_softmax_all, test_softmax_axis, test_softmax_shift,
  test_softmax_extreme, test_softmax_two
hint: the sum runs over all n classes. With the printed one the first class always gets 1.
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return e / np.cumsum(e, axis=axis)
