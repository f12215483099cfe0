"""All pixels of a window belong to the output, so all get its gradient.

costs: test_maxpool_values, test_maxpool_channels, test_maxpool_overlap, test_maxpool_leftover,
  test_maxpool_ties, test_maxpool_negative, test_maxpool_keras
hint: only the largest pixel moves the output; the others get 0.
"""

import numpy as np


def maxpool_backward(dy, x, size=2, stride=None):
    stride = size if stride is None else stride
    dx = np.zeros(x.shape)
    for b, i, j, c in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        dx[b, top : top + size, left : left + size, c] += dy[b, i, j, c]
    return dx
