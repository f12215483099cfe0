"""I counted n - f windows: an image of 6 has 6 - 3 = 3 places for a kernel of 3.

costs: test_corr2d_shape, test_corr2d_values, test_corr2d_direction, test_corr2d_stride,
  test_corr2d_pad, test_corr2d_rectangles, test_corr2d_types
hint: the first place counts, too: n - f + 1, which is 4 for 6 and 3.
"""

import numpy as np


def corr2d(x, k, stride=1, pad=0):
    x = np.pad(np.asarray(x, dtype=float), pad)
    (n_h, n_w), (f_h, f_w) = x.shape, k.shape
    out = np.zeros(((n_h - f_h) // stride, (n_w - f_w) // stride))
    for i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        out[i, j] = np.sum(x[top : top + f_h, left : left + f_w] * k)
    return out
