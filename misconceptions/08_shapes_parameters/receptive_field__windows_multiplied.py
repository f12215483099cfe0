"""A 3 x 3 of 3 x 3 is 9 x 9.

costs: test_field_chain, test_field_stride, test_field_dilation
hint: the windows overlap: each layer adds f - 1 and multiplies nothing.
"""


def receptive_field(layers):
    out = 1
    for f, _, *rest in layers:
        dilation = rest[0] if rest else 1
        out *= dilation * (f - 1) + 1
    return out
