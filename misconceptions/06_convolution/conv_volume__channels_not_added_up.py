"""I let each filter see one channel: filter n the channel n.

costs: test_conv_volume_pixel, test_conv_volume_depth, test_conv_volume_filters,
  test_conv_volume_bias, test_conv_volume_stride_pad, test_conv_volume_keras
hint: a filter reaches through all channels, and adds them up.
"""

import numpy as np


def conv_volume(x, kernels, bias, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), ((pad, pad), (pad, pad), (0, 0)))
    f_h, f_w, channels, n = kernels.shape
    out = np.zeros(((x.shape[0] - f_h) // stride + 1, (x.shape[1] - f_w) // stride + 1, n))
    for i, j, k in np.ndindex(out.shape):
        top, left, c = i * stride, j * stride, k % channels
        window = x[top : top + f_h, left : left + f_w, c]
        out[i, j, k] = np.sum(window * kernels[:, :, c, k]) + bias[k]
    return out
