"""Images are square, so I computed the size of the map once and used it for rows and columns.

costs: test_corr2d_rectangles
hint: height and width have a size each: (n_h - f_h) // stride + 1 and (n_w - f_w) // stride +
  1.
"""

import numpy as np


def corr2d(x, k, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), pad)
    n, f = x.shape[0], k.shape[0]
    m = (n - f) // stride + 1
    out = np.zeros((m, m))
    for i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        out[i, j] = np.sum(x[top : top + f, left : left + f] * k)
    return out
