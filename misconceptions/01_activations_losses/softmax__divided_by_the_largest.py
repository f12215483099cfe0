"""I divided the scores by the largest, so that nothing overflows.

costs: test_softmax_values, test_softmax_all, test_softmax_axis, test_softmax_shift,
  test_softmax_extreme, test_softmax_two
hint: only differences count: subtract the largest. Dividing changes the differences.
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z / np.max(z, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
