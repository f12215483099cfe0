"""Same padding is p = (f - 1) / 2, so I put that into the formula.

costs: test_out_size_same
hint: (f - 1) // 2 loses a pixel for even f: Keras pads one more on one end. n / stride, rounded
  up.
"""


def out_size(n, f, stride=1, pad=0, dilation=1):
    if pad == "same":
        pad = dilation * (f - 1) // 2
    return max(0, (n + 2 * pad - dilation * (f - 1) - 1) // stride + 1)
