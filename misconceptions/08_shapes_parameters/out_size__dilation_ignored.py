"""A dilated window has as many weights, so its size is the same.

costs: test_out_size_dilation, test_out_size_none
hint: its weights are `dilation` pixels apart: it spans dilation * (f - 1) + 1 pixels.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return -(-n // stride)
    return max(0, (n + 2 * pad - f) // stride + 1)
