"""I divided the scores by their sum: they add up to 1 then.

costs: test_softmax_values, test_softmax_all, test_softmax_axis, test_softmax_shift,
  test_softmax_extreme, test_softmax_two
hint: scores may be negative, or sum to 0. Softmax takes the exponential first.
"""

import numpy as np


def softmax(z, axis=-1):
    return z / np.sum(z, axis=axis, keepdims=True)
