"""The bias is the same everywhere, so I took the mean of dy.

costs: test_conv_bias, test_conv_keras
hint: it is used at every position of every image, and collects from all of them: a sum.
"""

import numpy as np


def conv_backward(dy, x, w, stride=1, pad=0):
    (f_h, f_w), (n_h, n_w) = w.shape[:2], x.shape[1:3]
    padded = np.pad(np.asarray(x, dtype=float), ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    dpadded, dw, dbias = np.zeros(padded.shape), np.zeros(w.shape), dy.mean(axis=(0, 1, 2))
    for i, j in np.ndindex(dy.shape[1:3]):
        rows = slice(i * stride, i * stride + f_h)
        columns = slice(j * stride, j * stride + f_w)
        share = dy[:, i, j]
        dw += np.tensordot(padded[:, rows, columns], share, axes=(0, 0))
        dpadded[:, rows, columns] += np.tensordot(share, w, axes=(1, 3))
    dx = dpadded[:, pad : pad + n_h, pad : pad + n_w]
    return dx, dw, dbias
