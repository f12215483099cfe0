"""Flipping the kernel means exchanging its rows and columns.

costs: test_convolve2d_impulse, test_convolve2d_values, test_convolve2d_full
hint: the transpose mirrors at the diagonal. Convolution reverses both directions: k[::-1,
  ::-1].
"""


def convolve2d(x, k, pad=0):
    return corr2d(x, k.T, pad=pad)  # noqa: F821
