"""I made the map with the image's dtype, so that the two fit together.

costs: test_corr2d_types
hint: sums of products with a kernel of fractions are fractions: make the map with
  np.zeros(shape).
"""

import numpy as np


def corr2d(x, k, stride=1, pad=0):
    x = np.pad(x, pad)
    (n_h, n_w), (f_h, f_w) = x.shape, k.shape
    shape = ((n_h - f_h) // stride + 1, (n_w - f_w) // stride + 1)
    out = np.zeros(shape, dtype=x.dtype)
    for i, j in np.ndindex(shape):
        top, left = i * stride, j * stride
        out[i, j] = np.sum(x[top : top + f_h, left : left + f_w] * k)
    return out
