"""I added the strides up.

costs: test_field_stride, test_field_dilation
hint: strides multiply: two of 2 leave every fourth pixel.
"""


def receptive_field(layers):
    out, jump = 1, 1
    for f, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        out += dilation * (f - 1) * jump
        jump += stride - 1
    return out
