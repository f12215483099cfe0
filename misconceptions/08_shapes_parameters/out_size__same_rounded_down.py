"""With same padding the size is divided by the stride.

costs: test_out_size_same
hint: a window that is begun counts, too: round up.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return n // stride
    return max(0, (n + 2 * pad - dilation * (f - 1) - 1) // stride + 1)
