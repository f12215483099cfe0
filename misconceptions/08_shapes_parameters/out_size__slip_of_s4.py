"""I took S4's formula for pooling, with n - f + 1 over s.

costs: test_out_size_lectures, test_out_size_floor, test_out_size_pad, test_out_size_dilation
hint: divide first, then add 1: the + 1 is the first window, whatever the stride.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return -(-n // stride)
    return max(0, (n + 2 * pad - dilation * (f - 1)) // stride)
