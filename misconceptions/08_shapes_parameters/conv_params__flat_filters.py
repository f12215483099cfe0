"""A 5 x 5 filter has 25 weights.

costs: test_conv_params_lectures, test_conv_params_bias, test_conv_params_window,
  test_conv_params_groups
hint: a filter reaches through all channels of its input: times c_in.
"""


def conv_params(f, c_in, filters, bias=True, groups=1):
    height, width = (f, f) if isinstance(f, int) else f
    return (height * width + bias) * filters
