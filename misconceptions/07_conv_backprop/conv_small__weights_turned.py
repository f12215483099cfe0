"""The backward pass is a convolution, so I turned the gradient of the filter at the end.

costs: test_small_weights, test_small_balance
hint: ∂W11 belongs to the upper left pixel of each window; nothing is turned.
"""

import numpy as np


def conv_small_backward(dh, x, w):
    f_h, f_w = w.shape
    bordered = np.pad(dh, ((f_h - 1, f_h - 1), (f_w - 1, f_w - 1)))
    dx = correlate(bordered, w[::-1, ::-1])  # noqa: F821
    dw = correlate(x, dh)[::-1, ::-1]  # noqa: F821
    return dx, dw
