"""It is called convolution, so I turned the kernel by 180° before I slid it.

costs: test_corr2d_direction
hint: a layer computes a cross-correlation: the kernel is used as it stands.
"""

import numpy as np


def corr2d(x, k, stride=1, pad=0):
    x, k = np.pad(np.asarray(x, dtype=float), pad), k[::-1, ::-1]
    (n_h, n_w), (f_h, f_w) = x.shape, k.shape
    out = np.zeros(((n_h - f_h) // stride + 1, (n_w - f_w) // stride + 1))
    for i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        out[i, j] = np.sum(x[top : top + f_h, left : left + f_w] * k)
    return out
