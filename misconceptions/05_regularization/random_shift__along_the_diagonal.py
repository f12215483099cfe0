"""I drew one number for each image, for rows and columns.

costs: test_shift_range
hint: draw two: rows and columns are independent.
"""

import numpy as np


def random_shift(images, most, rng):
    height, width = images.shape[1:3]
    moved = np.zeros_like(images)
    for i, image in enumerate(images):
        r = c = rng.integers(-most, most + 1)
        rows = slice(max(r, 0), height + min(r, 0))
        columns = slice(max(c, 0), width + min(c, 0))
        old_rows = slice(max(-r, 0), height + min(-r, 0))
        old_columns = slice(max(-c, 0), width + min(-c, 0))
        moved[i, rows, columns] = image[old_rows, old_columns]
    return moved
