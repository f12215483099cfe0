"""I multiplied the position by the size of the window instead of the stride.

costs: test_maxpool_overlap, test_maxpool_keras
hint: window (i, j) begins in row i * stride and column j * stride.
"""

import numpy as np


def maxpool_backward(dy, x, size=2, stride=None):
    dx = np.zeros(x.shape)
    for b, i, j, c in np.ndindex(dy.shape):
        top, left = i * size, j * size
        window = x[b, top : top + size, left : left + size, c]
        u, v = np.unravel_index(np.argmax(window), window.shape)
        dx[b, top + u, left + v, c] += dy[b, i, j, c]
    return dx
