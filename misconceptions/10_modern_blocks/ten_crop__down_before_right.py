"""I took the corners column by column: bottom left before top right.

costs: test_crop_places, test_crop_mirror
hint: the order is top left, top right, bottom left, bottom right, centre.
"""

import numpy as np


def ten_crop(image, size):
    bottom, right = image.shape[0] - size, image.shape[1] - size
    corners = [(0, 0), (bottom, 0), (0, right), (bottom, right), (bottom // 2, right // 2)]
    pieces = [image[top : top + size, left : left + size] for top, left in corners]
    return np.stack(pieces + [piece[:, ::-1] for piece in pieces])
