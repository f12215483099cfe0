"""I began with np.zeros(images.shape).

costs: test_shift_kept
hint: np.zeros makes float64: dtype=images.dtype, or np.zeros_like.
"""

import numpy as np


def random_shift(images, most, rng):
    height, width = images.shape[1:3]
    moved = np.zeros(images.shape)
    for i, image in enumerate(images):
        r, c = rng.integers(-most, most + 1, size=2)
        rows = slice(max(r, 0), height + min(r, 0))
        columns = slice(max(c, 0), width + min(c, 0))
        old_rows = slice(max(-r, 0), height + min(-r, 0))
        old_columns = slice(max(-c, 0), width + min(-c, 0))
        moved[i, rows, columns] = image[old_rows, old_columns]
    return moved
