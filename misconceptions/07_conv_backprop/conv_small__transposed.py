"""For a dense layer the backward pass takes the transpose of W, so I transposed the filter, too.

costs: test_small_inputs, test_small_rectangles, test_small_balance
hint: what is transposed is the large matrix that the convolution stands for. For the filter
  this is a turn by 180°.
"""

import numpy as np


def conv_small_backward(dh, x, w):
    f_h, f_w = w.shape
    bordered = np.pad(dh, ((f_h - 1, f_h - 1), (f_w - 1, f_w - 1)))
    dx = correlate(bordered, w[::-1, ::-1].T)  # noqa: F821
    dw = correlate(x, dh)  # noqa: F821
    return dx, dw
