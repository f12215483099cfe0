"""I returned the gradient of the padded image.

costs: test_conv_pad, test_conv_keras
hint: the zeros of the border are no inputs: cut `pad` rows and columns off on each side.
"""

import numpy as np


def conv_backward(dy, x, w, stride=1, pad=0):
    f_h, f_w = w.shape[:2]
    padded = np.pad(np.asarray(x, dtype=float), ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    dpadded, dw, dbias = np.zeros(padded.shape), np.zeros(w.shape), dy.sum(axis=(0, 1, 2))
    for i, j in np.ndindex(dy.shape[1:3]):
        rows = slice(i * stride, i * stride + f_h)
        columns = slice(j * stride, j * stride + f_w)
        share = dy[:, i, j]
        dw += np.tensordot(padded[:, rows, columns], share, axes=(0, 0))
        dpadded[:, rows, columns] += np.tensordot(share, w, axes=(1, 3))
    dx = dpadded
    return dx, dw, dbias
