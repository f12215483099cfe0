"""I added one bias at the end, as S2 does for its dense layer.

costs: test_conv_params_lectures, test_conv_params_bias, test_conv_params_window,
  test_conv_params_groups
hint: each filter has a bias of its own: add it inside the brackets.
"""


def conv_params(f, c_in, filters, bias=True, groups=1):
    height, width = (f, f) if isinstance(f, int) else f
    return height * width * c_in // groups * filters + bias
