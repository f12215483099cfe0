"""I drew with rng.integers(-most, most).

costs: test_shift_range
hint: `high` is not drawn: most + 1.
"""

import numpy as np


def random_shift(images, most, rng):
    height, width = images.shape[1:3]
    moved = np.zeros_like(images)
    for i, image in enumerate(images):
        r, c = rng.integers(-most, max(most, 1 - most), size=2)
        rows = slice(max(r, 0), height + min(r, 0))
        columns = slice(max(c, 0), width + min(c, 0))
        old_rows = slice(max(-r, 0), height + min(-r, 0))
        old_columns = slice(max(-c, 0), width + min(-c, 0))
        moved[i, rows, columns] = image[old_rows, old_columns]
    return moved
