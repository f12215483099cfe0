"""n - f is how far the window can be pushed, so that many places there are.

costs: test_out_size_lectures, test_out_size_floor, test_out_size_pad, test_out_size_dilation,
  test_out_size_none
hint: the place where it starts counts as well: + 1.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return -(-n // stride)
    return max(0, (n + 2 * pad - dilation * (f - 1) - 1) // stride)
