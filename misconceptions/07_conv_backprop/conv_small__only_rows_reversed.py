"""Turning the filter means turning it upside down.

costs: test_small_inputs, test_small_rectangles, test_small_balance
hint: both directions are reversed, a turn by 180°.
"""

import numpy as np


def conv_small_backward(dh, x, w):
    f_h, f_w = w.shape
    bordered = np.pad(dh, ((f_h - 1, f_h - 1), (f_w - 1, f_w - 1)))
    dx = correlate(bordered, w[::-1])  # noqa: F821
    dw = correlate(x, dh)  # noqa: F821
    return dx, dw
