"""The dilation changes no number of weights, so I left it out.

costs: test_field_dilation
hint: a dilated window spans dilation * (f - 1) + 1 pixels.
"""


def receptive_field(layers):
    out, jump = 1, 1
    for f, stride, *_ in layers:
        out += (f - 1) * jump
        jump *= stride
    return out
