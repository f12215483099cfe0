"""I shuffled the images as well, for more randomness.

costs: test_shift_moved
hint: the labels stay in their order, so the images must, too.
"""

import numpy as np


def random_shift(images, most, rng):
    height, width = images.shape[1:3]
    moved = np.zeros_like(images)
    for i, image in enumerate(images):
        r, c = rng.integers(-most, most + 1, size=2)
        rows = slice(max(r, 0), height + min(r, 0))
        columns = slice(max(c, 0), width + min(c, 0))
        old_rows = slice(max(-r, 0), height + min(-r, 0))
        old_columns = slice(max(-c, 0), width + min(-c, 0))
        moved[i, rows, columns] = image[old_rows, old_columns]
    return rng.permutation(moved)
