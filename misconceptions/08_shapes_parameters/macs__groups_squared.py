"""Both channels and filters are divided by the groups.

costs: test_macs_groups
hint: that is one group, and there are g of them: divide once.
"""


def macs(f, c_in, out_shape, groups=1):
    f_h, f_w = (f, f) if isinstance(f, int) else f
    height, width, filters = out_shape
    return height * width * (filters // groups) * f_h * f_w * (c_in // groups)
