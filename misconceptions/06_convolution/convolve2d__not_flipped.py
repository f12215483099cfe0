"""Convolution is what corr2d does already.

costs: test_convolve2d_impulse, test_convolve2d_values, test_convolve2d_full
hint: the formula reads the kernel backwards, so an impulse is answered with the kernel itself.
"""


def convolve2d(x, k, pad=0):
    return corr2d(x, k, pad=pad)  # noqa: F821
