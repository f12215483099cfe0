"""I added up the products and left the bias away.

costs: test_conv_volume_bias
hint: each filter adds its own bias to every number of its map.
"""

import numpy as np


def conv_volume(x, kernels, bias, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), ((pad, pad), (pad, pad), (0, 0)))
    f_h, f_w, _, n = kernels.shape
    out = np.zeros(((x.shape[0] - f_h) // stride + 1, (x.shape[1] - f_w) // stride + 1, n))
    for i, j in np.ndindex(out.shape[:2]):
        top, left = i * stride, j * stride
        window = x[top : top + f_h, left : left + f_w]
        out[i, j] = np.tensordot(window, kernels, axes=3)
    return out
