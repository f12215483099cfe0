"""I divided the whole count by the groups.

costs: test_conv_params_groups
hint: only the channels are divided; there are as many biases as filters.
"""


def conv_params(f, c_in, filters, bias=True, groups=1):
    height, width = (f, f) if isinstance(f, int) else f
    return (height * width * c_in + bias) * filters // groups
