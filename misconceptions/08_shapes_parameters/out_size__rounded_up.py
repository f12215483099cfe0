"""I rounded up, so that no pixel is left out.

costs: test_out_size_floor
hint: the last window would stick out of the image: round down.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        return -(-n // stride)
    return max(0, -(-(n + 2 * pad - dilation * (f - 1) - 1) // stride) + 1)
