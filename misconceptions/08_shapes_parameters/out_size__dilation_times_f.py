"""A dilated window is dilation times as large.

costs: test_out_size_dilation
hint: f weights have f - 1 gaps between them: dilation * (f - 1) + 1 pixels.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return -(-n // stride)
    return max(0, (n + 2 * pad - dilation * f) // stride + 1)
