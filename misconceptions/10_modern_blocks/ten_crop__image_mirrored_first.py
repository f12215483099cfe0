"""I mirrored the whole image and cut the same five pieces out of it.

costs: test_crop_mirror
hint: then the first piece comes from the top right: mirror the pieces, one by one.
"""

import numpy as np


def ten_crop(image, size):
    bottom, right = image.shape[0] - size, image.shape[1] - size
    corners = [(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]
    crops = [
        version[top : top + size, left : left + size]
        for version in (image, image[:, ::-1])
        for top, left in corners
    ]
    return np.stack(crops)
