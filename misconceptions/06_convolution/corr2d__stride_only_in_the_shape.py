"""I made the map smaller for the stride, but forgot that the windows must jump, too.

costs: test_corr2d_stride
hint: window (i, j) begins in row i * stride and column j * stride.
"""

import numpy as np


def corr2d(x, k, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), pad)
    (n_h, n_w), (f_h, f_w) = x.shape, k.shape
    out = np.zeros(((n_h - f_h) // stride + 1, (n_w - f_w) // stride + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = np.sum(x[i : i + f_h, j : j + f_w] * k)
    return out
