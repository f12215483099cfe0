"""I moved the window by one pixel, whatever the stride is.

costs: test_conv_volume_stride_pad
hint: window (i, j) begins at (i * stride, j * stride), and there are fewer of them.
"""

import numpy as np


def conv_volume(x, kernels, bias, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), ((pad, pad), (pad, pad), (0, 0)))
    f_h, f_w, _, n = kernels.shape
    out = np.zeros((x.shape[0] - f_h + 1, x.shape[1] - f_w + 1, n))
    for i, j in np.ndindex(out.shape[:2]):
        out[i, j] = np.tensordot(x[i : i + f_h, j : j + f_w], kernels, axes=3) + bias
    return out
