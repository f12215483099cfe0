"""I forgot the mirror images and returned five pieces.

costs: test_crop_shape, test_crop_mirror
hint: ten pieces: the five again, with left and right exchanged.
"""

import numpy as np


def ten_crop(image, size):
    bottom, right = image.shape[0] - size, image.shape[1] - size
    corners = [(0, 0), (0, right), (bottom, 0), (bottom, right), (bottom // 2, right // 2)]
    pieces = [image[top : top + size, left : left + size] for top, left in corners]

    return np.stack(pieces)
