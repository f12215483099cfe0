"""I divided by 4, as a window has four pixels.

costs: test_meanpool_values, test_meanpool_overlap, test_meanpool_sum
hint: a window of size f has f² pixels.
"""

import numpy as np


def meanpool_backward(dy, shape, size=2, stride=None):
    stride = size if stride is None else stride
    dx = np.zeros(shape)
    for i, j in np.ndindex(dy.shape[1:3]):
        rows = slice(i * stride, i * stride + size)
        columns = slice(j * stride, j * stride + size)
        dx[:, rows, columns] += dy[:, i : i + 1, j : j + 1] / 4
    return dx
