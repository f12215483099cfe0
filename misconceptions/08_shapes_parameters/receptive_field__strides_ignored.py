"""I took 1 + L (K - 1) from S1.

costs: test_field_stride, test_field_dilation
hint: that holds for strides of 1: each stride widens what the later layers add.
"""


def receptive_field(layers):
    out = 1
    for f, _, *rest in layers:
        dilation = rest[0] if rest else 1
        out += dilation * (f - 1)
    return out
