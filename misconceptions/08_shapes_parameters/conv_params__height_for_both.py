"""If f is a pair I took its first number.

costs: test_conv_params_window
hint: height times width: both numbers of the pair.
"""


def conv_params(f, c_in, filters, bias=True, groups=1):
    side = f if isinstance(f, int) else f[0]
    return (side * side * c_in // groups + bias) * filters
