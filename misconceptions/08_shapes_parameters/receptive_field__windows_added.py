"""Each layer sees f more pixels.

costs: test_field_chain, test_field_stride, test_field_dilation
hint: fields overlap: each layer adds f - 1, and the neuron itself is the 1.
"""


def receptive_field(layers):
    out, jump = 0, 1
    for f, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        out += dilation * f * jump
        jump *= stride
    return out
