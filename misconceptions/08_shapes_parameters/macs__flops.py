"""A multiplication and an addition are two operations.

costs: test_macs_lectures, test_macs_volume, test_macs_groups
hint: a MAC is both of them together: count the products.
"""


def macs(f, c_in, out_shape, groups=1):
    f_h, f_w = (f, f) if isinstance(f, int) else f
    height, width, filters = out_shape
    return 2 * height * width * filters * f_h * f_w * c_in // groups
