"""With pad=1 I added one row and one column: that makes n + p.

costs: test_corr2d_pad
hint: the zeros go on all four sides, so the image grows by 2 * pad: np.pad(x, pad).
"""

import numpy as np


def corr2d(x, k, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), ((pad, 0), (pad, 0)))
    (n_h, n_w), (f_h, f_w) = x.shape, k.shape
    out = np.zeros(((n_h - f_h) // stride + 1, (n_w - f_w) // stride + 1))
    for i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        out[i, j] = np.sum(x[top : top + f_h, left : left + f_w] * k)
    return out
