"""A layer with a stride of 2 sees twice as far.

costs: test_field_stride, test_field_dilation
hint: its stride matters only to the layers after it: update the jump last.
"""


def receptive_field(layers):
    out, jump = 1, 1
    for f, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        jump *= stride
        out += dilation * (f - 1) * jump
    return out
