"""I divided with /, as the formula is printed.

costs: test_out_size_floor
hint: S1's 2.33 places do not exist: round down with //.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return -(-n // stride)
    return max(0, (n + 2 * pad - dilation * (f - 1) - 1) / stride + 1)
