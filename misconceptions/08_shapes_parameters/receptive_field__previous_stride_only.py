"""The step is that of the layer before.

costs: test_field_stride, test_field_dilation
hint: it is the product of all strides before.
"""


def receptive_field(layers):
    out, jump = 1, 1
    for f, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        out += dilation * (f - 1) * jump
        jump = stride
    return out
