"""I found the winners in the first image, and used them for the whole batch.

costs: test_maxpool_channels, test_maxpool_keras
hint: every image has winners of its own.
"""

import numpy as np


def maxpool_backward(dy, x, size=2, stride=None):
    stride = size if stride is None else stride
    dx = np.zeros(x.shape)
    for b, i, j, c in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        window = x[0, top : top + size, left : left + size, c]
        u, v = np.unravel_index(np.argmax(window), window.shape)
        dx[b, top + u, left + v, c] += dy[b, i, j, c]
    return dx
