"""Each channel of a filter has a bias.

costs: test_conv_params_lectures, test_conv_params_bias, test_conv_params_window,
  test_conv_params_groups
hint: a filter adds up over all channels and adds one bias: it makes one number.
"""


def conv_params(f, c_in, filters, bias=True, groups=1):
    height, width = (f, f) if isinstance(f, int) else f
    return (height * width + bias) * c_in // groups * filters
