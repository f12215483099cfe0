"""Images and filters are square, so one slice is enough for rows and columns.

costs: test_conv_shapes, test_conv_stride, test_conv_keras
hint: the filter has a height f_h and a width f_w.
"""

import numpy as np


def conv_backward(dy, x, w, stride=1, pad=0):
    f_h, (n_h, n_w) = w.shape[0], x.shape[1:3]
    padded = np.pad(np.asarray(x, dtype=float), ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    dpadded, dw, dbias = np.zeros(padded.shape), np.zeros(w.shape), dy.sum(axis=(0, 1, 2))
    for i, j in np.ndindex(dy.shape[1:3]):
        rows = slice(i * stride, i * stride + f_h)
        columns = slice(j * stride, j * stride + f_h)
        share = dy[:, i, j]
        dw += np.tensordot(padded[:, rows, columns], share, axes=(0, 0))
        dpadded[:, rows, columns] += np.tensordot(share, w, axes=(1, 3))
    dx = dpadded[:, pad : pad + n_h, pad : pad + n_w]
    return dx, dw, dbias
