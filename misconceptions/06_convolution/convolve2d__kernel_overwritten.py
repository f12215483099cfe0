"""I flipped the kernel in place.

costs: test_convolve2d_unchanged
hint: k[:] = … changes the caller's array. k[::-1, ::-1] alone is a flipped view.
"""


def convolve2d(x, k, pad=0):
    k[:] = k[::-1, ::-1].copy()
    return corr2d(x, k, pad=pad)  # noqa: F821
