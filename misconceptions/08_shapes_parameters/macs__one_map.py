"""A filter is applied at height times width positions.

costs: test_macs_lectures, test_macs_volume, test_macs_groups
hint: every filter makes a map of its own: times the number of filters.
"""


def macs(f, c_in, out_shape, groups=1):
    f_h, f_w = (f, f) if isinstance(f, int) else f
    height, width, _ = out_shape
    return height * width * f_h * f_w * c_in // groups
