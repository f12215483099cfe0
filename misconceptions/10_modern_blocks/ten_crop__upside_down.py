"""I reversed the rows, so that the pieces stand on their heads.

costs: test_crop_mirror
hint: a mirror image exchanges left and right: reverse the columns, the second axis of a piece.
"""

import numpy as np


def ten_crop(image, size):
    bottom, right = image.shape[0] - size, image.shape[1] - size
    corners = [(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]
    pieces = [image[top : top + size, left : left + size] for top, left in corners]

    return np.stack(pieces + [piece[::-1] for piece in pieces])
