"""Each group has its share of channels and its share of filters.

costs: test_conv_params_groups
hint: that is one group; there are `groups` of them, so together all filters.
"""


def conv_params(f, c_in, filters, bias=True, groups=1):
    height, width = (f, f) if isinstance(f, int) else f
    return (height * width * c_in // groups + bias) * (filters // groups)
