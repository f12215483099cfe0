"""The last step did not fit, so I rounded up and filled the rest of the window with zeros.

costs: test_corr2d_stride
hint: round down: a window that would stick out is left away.
"""

import numpy as np


def corr2d(x, k, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), pad)
    (n_h, n_w), (f_h, f_w) = x.shape, k.shape
    x = np.pad(x, ((0, -(n_h - f_h) % stride), (0, -(n_w - f_w) % stride)))
    out = np.zeros(((x.shape[0] - f_h) // stride + 1, (x.shape[1] - f_w) // stride + 1))
    for i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        out[i, j] = np.sum(x[top : top + f_h, left : left + f_w] * k)
    return out
