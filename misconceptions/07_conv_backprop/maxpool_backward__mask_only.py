"""I returned a mask that is 1 where the winners are.

costs: test_maxpool_values, test_maxpool_channels, test_maxpool_overlap, test_maxpool_leftover,
  test_maxpool_ties, test_maxpool_negative, test_maxpool_keras
hint: the mask says where the gradient goes; what goes there is dy.
"""

import numpy as np


def maxpool_backward(dy, x, size=2, stride=None):
    stride = size if stride is None else stride
    dx = np.zeros(x.shape)
    for b, i, j, c in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        window = x[b, top : top + size, left : left + size, c]
        u, v = np.unravel_index(np.argmax(window), window.shape)
        dx[b, top + u, left + v, c] = 1
    return dx
