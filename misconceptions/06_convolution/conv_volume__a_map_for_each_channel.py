"""Each filter makes a map of each channel, so 3 channels and 2 filters make 6 maps.

costs: test_conv_volume_shape, test_conv_volume_pixel, test_conv_volume_depth,
  test_conv_volume_filters, test_conv_volume_bias, test_conv_volume_stride_pad,
  test_conv_volume_keras
hint: a filter reaches through all channels and adds them up: as many maps as filters.
"""

import numpy as np


def conv_volume(x, kernels, bias, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), ((pad, pad), (pad, pad), (0, 0)))
    f_h, f_w, channels, n = kernels.shape
    m_h, m_w = (x.shape[0] - f_h) // stride + 1, (x.shape[1] - f_w) // stride + 1
    out = np.zeros((m_h, m_w, channels, n))
    for i, j in np.ndindex(m_h, m_w):
        top, left = i * stride, j * stride
        window = x[top : top + f_h, left : left + f_w]
        out[i, j] = np.einsum("uvc,uvcn->cn", window, kernels) + bias
    return out.reshape(m_h, m_w, channels * n)
