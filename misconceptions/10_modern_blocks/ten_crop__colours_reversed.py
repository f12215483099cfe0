"""I reversed the last axis, which is the colours.

costs: test_crop_mirror
hint: the axes of a piece are rows, columns, channels: reverse the second.
"""

import numpy as np


def ten_crop(image, size):
    bottom, right = image.shape[0] - size, image.shape[1] - size
    corners = [(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]
    pieces = [image[top : top + size, left : left + size] for top, left in corners]

    return np.stack(pieces + [piece[..., ::-1] for piece in pieces])
