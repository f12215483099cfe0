"""I squared f.

costs: test_conv_params_window
hint: f may be a pair, (height, width): take both sides.
"""


def conv_params(f, c_in, filters, bias=True, groups=1):
    return (f**2 * c_in // groups + bias) * filters
