"""Padding adds pad pixels.

costs: test_out_size_pad, test_out_size_none
hint: it adds pad pixels on each of both ends: n + 2 * pad.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return -(-n // stride)
    return max(0, (n + pad - dilation * (f - 1) - 1) // stride + 1)
