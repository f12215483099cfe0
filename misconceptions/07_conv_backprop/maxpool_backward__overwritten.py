"""I set the gradient of the winner with =.

costs: test_maxpool_overlap, test_maxpool_keras
hint: a pixel can win several windows if they overlap: +=
"""

import numpy as np


def maxpool_backward(dy, x, size=2, stride=None):
    stride = size if stride is None else stride
    dx = np.zeros(x.shape)
    for b, i, j, c in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        window = x[b, top : top + size, left : left + size, c]
        u, v = np.unravel_index(np.argmax(window), window.shape)
        dx[b, top + u, left + v, c] = dy[b, i, j, c]
    return dx
