"""I made dx as large as the part of the image that the windows cover.

costs: test_maxpool_shape, test_maxpool_leftover
hint: the gradient has the shape of the image; rows that no window saw get 0.
"""

import numpy as np


def maxpool_backward(dy, x, size=2, stride=None):
    stride = size if stride is None else stride
    dx = np.zeros(x.shape)
    for b, i, j, c in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        window = x[b, top : top + size, left : left + size, c]
        u, v = np.unravel_index(np.argmax(window), window.shape)
        dx[b, top + u, left + v, c] += dy[b, i, j, c]
    height, width = ((n - 1) * stride + size for n in dy.shape[1:3])
    return dx[:, :height, :width]
