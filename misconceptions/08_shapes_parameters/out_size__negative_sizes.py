"""I typed in the formula and nothing else.

costs: test_out_size_none
hint: where no window fits the formula gives 0 or less: there are no negative sizes.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return -(-n // stride)
    return (n + 2 * pad - dilation * (f - 1) - 1) // stride + 1
