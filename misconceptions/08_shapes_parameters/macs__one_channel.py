"""Each number is a sum of f times f products.

costs: test_macs_lectures, test_macs_volume, test_macs_groups
hint: a filter reaches through all channels: times c_in.
"""


def macs(f, c_in, out_shape, groups=1):
    f_h, f_w = (f, f) if isinstance(f, int) else f
    height, width, filters = out_shape
    return height * width * filters * f_h * f_w
