"""A filter has nine weights, and they are used for every channel.

costs: test_conv_volume_pixel, test_conv_volume_depth, test_conv_volume_keras
hint: kernels[u, v, c, n] has weights of its own for each channel c.
"""

import numpy as np


def conv_volume(x, kernels, bias, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), ((pad, pad), (pad, pad), (0, 0)))
    f_h, f_w, _, n = kernels.shape
    out = np.zeros(((x.shape[0] - f_h) // stride + 1, (x.shape[1] - f_w) // stride + 1, n))
    for i, j in np.ndindex(out.shape[:2]):
        top, left = i * stride, j * stride
        window = x[top : top + f_h, left : left + f_w].sum(axis=2)
        out[i, j] = np.tensordot(window, kernels[:, :, 0], axes=2) + bias
    return out
