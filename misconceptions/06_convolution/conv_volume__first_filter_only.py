"""I forgot the index of the filter, so that every map comes from the first one.

costs: test_conv_volume_pixel, test_conv_volume_filters, test_conv_volume_stride_pad,
  test_conv_volume_keras
hint: map n is made by kernels[..., n], not by kernels[..., 0].
"""

import numpy as np


def conv_volume(x, kernels, bias, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), ((pad, pad), (pad, pad), (0, 0)))
    f_h, f_w, _, n = kernels.shape
    out = np.zeros(((x.shape[0] - f_h) // stride + 1, (x.shape[1] - f_w) // stride + 1, n))
    for i, j in np.ndindex(out.shape[:2]):
        top, left = i * stride, j * stride
        window = x[top : top + f_h, left : left + f_w]
        out[i, j] = np.sum(window * kernels[..., 0]) + bias
    return out
