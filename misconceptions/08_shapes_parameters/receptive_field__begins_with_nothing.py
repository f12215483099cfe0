"""I added up f - 1 for all layers, beginning with 0.

costs: test_field_chain, test_field_stride, test_field_dilation
hint: a neuron without any layer is the pixel itself: begin with 1.
"""


def receptive_field(layers):
    out, jump = 0, 1
    for f, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        out += dilation * (f - 1) * jump
        jump *= stride
    return out
