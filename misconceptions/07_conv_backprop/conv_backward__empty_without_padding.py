"""I cut the border off with pad:-pad.

costs: test_conv_shapes, test_conv_inputs, test_conv_stride, test_conv_keras
hint: with pad = 0 this is 0:-0, and nothing is left: say where the image ends.
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
    dx = dpadded[:, pad:-pad, pad:-pad]
    return dx, dw, dbias
