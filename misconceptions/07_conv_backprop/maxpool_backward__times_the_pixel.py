"""I multiplied the gradient by the largest pixel, as a weight is multiplied by its input.

costs: test_maxpool_values, test_maxpool_channels, test_maxpool_overlap, test_maxpool_leftover,
  test_maxpool_ties, test_maxpool_negative, test_maxpool_keras
hint: there is no weight: the output is the pixel, so the slope is 1.
"""

import numpy as np


def maxpool_backward(dy, x, size=2, stride=None):
    stride = size if stride is None else stride
    dx = np.zeros(x.shape)
    for b, i, j, c in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        window = x[b, top : top + size, left : left + size, c]
        u, v = np.unravel_index(np.argmax(window), window.shape)
        dx[b, top + u, left + v, c] += dy[b, i, j, c] * window[u, v]
    return dx
