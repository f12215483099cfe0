"""I multiplied the kernel into the window with *= to save memory.

costs: test_corr2d_values, test_corr2d_direction, test_corr2d_stride, test_corr2d_pad,
  test_corr2d_rectangles, test_corr2d_types, test_corr2d_unchanged
hint: a slice is a view: window *= k changes the image itself. Write window * k.
"""

import numpy as np


def corr2d(x, k, stride=1, pad=0):
    if pad:
        x = np.pad(x, pad)
    (n_h, n_w), (f_h, f_w) = x.shape, k.shape
    out = np.zeros(((n_h - f_h) // stride + 1, (n_w - f_w) // stride + 1))
    for i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        window = x[top : top + f_h, left : left + f_w]
        window *= k
        out[i, j] = window.sum()
    return out
