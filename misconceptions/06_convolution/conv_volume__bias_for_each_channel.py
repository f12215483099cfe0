"""I called corr2d for each channel, with the bias, and added up the maps.

costs: test_conv_volume_bias
hint: one bias for each filter: add it once, after the sum over the channels.
"""

import numpy as np


def conv_volume(x, kernels, bias, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), ((pad, pad), (pad, pad), (0, 0)))
    f_h, f_w, channels, n = kernels.shape
    out = np.zeros(((x.shape[0] - f_h) // stride + 1, (x.shape[1] - f_w) // stride + 1, n))
    for i, j in np.ndindex(out.shape[:2]):
        top, left = i * stride, j * stride
        for c in range(channels):
            window = x[top : top + f_h, left : left + f_w, c]
            out[i, j] += np.tensordot(window, kernels[:, :, c], axes=2) + bias
    return out
