"""I slid the turned filter over dh without a border of zeros.

costs: test_small_inputs, test_small_rectangles, test_small_balance
hint: pixels at the edge are in windows as well: a full correlation has f - 1 zeros around dh.
"""


def conv_small_backward(dh, x, w):
    dx = correlate(dh, w[::-1, ::-1])  # noqa: F821
    dw = correlate(x, dh)  # noqa: F821
    return dx, dw
