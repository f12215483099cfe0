"""f is the side, so there are f squared products per channel.

costs: test_macs_volume
hint: f may be a pair (height, width).
"""


def macs(f, c_in, out_shape, groups=1):
    f = f if isinstance(f, int) else f[0]
    height, width, filters = out_shape
    return height * width * filters * f**2 * c_in // groups
