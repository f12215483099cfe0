"""Flipping the kernel means turning it upside down.

costs: test_convolve2d_impulse, test_convolve2d_values, test_convolve2d_full
hint: both directions are reversed: k[::-1, ::-1], a turn by 180°.
"""


def convolve2d(x, k, pad=0):
    return corr2d(x, k[::-1], pad=pad)  # noqa: F821
