"""I always added the bias and never looked at the argument.

costs: test_conv_params_bias, test_conv_params_window
hint: without biases (bias=False) the + 1 goes.
"""


def conv_params(f, c_in, filters, bias=True, groups=1):
    height, width = (f, f) if isinstance(f, int) else f
    return (height * width * c_in // groups + 1) * filters
