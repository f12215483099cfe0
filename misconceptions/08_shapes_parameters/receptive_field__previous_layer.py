"""The receptive field is the window of the last layer.

costs: test_field_chain, test_field_stride, test_field_dilation
hint: that is the field in the previous layer; in the input it is larger.
"""


def receptive_field(layers):
    f, _, *rest = layers[-1] if layers else (1, 1)
    return (rest[0] if rest else 1) * (f - 1) + 1
