"""Groups only say how the work is shared, so I left them out.

costs: test_conv_params_groups
hint: in g groups a filter sees c_in / g channels: fewer weights.
"""


def conv_params(f, c_in, filters, bias=True, groups=1):
    height, width = (f, f) if isinstance(f, int) else f
    return (height * width * c_in + bias) * filters
