"""I looked for the largest pixel over all channels of the window.

costs: test_maxpool_channels, test_maxpool_keras
hint: each channel is pooled by itself and has a winner of its own.
"""

import numpy as np


def maxpool_backward(dy, x, size=2, stride=None):
    stride = size if stride is None else stride
    dx = np.zeros(x.shape)
    for b, i, j, c in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        window = x[b, top : top + size, left : left + size]
        u, v, _ = np.unravel_index(np.argmax(window), window.shape)
        dx[b, top + u, left + v, c] += dy[b, i, j, c]
    return dx
