"""A dilation skips pixels as a stride does.

costs: test_field_dilation
hint: it widens its own window only; neighbours stay neighbours.
"""


def receptive_field(layers):
    out, jump = 1, 1
    for f, stride, *rest in layers:
        dilation = rest[0] if rest else 1
        out += dilation * (f - 1) * jump
        jump *= stride * dilation
    return out
