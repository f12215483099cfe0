"""I used np.roll.

costs: test_shift_moved
hint: np.roll brings in on one side what leaves on the other: black must come in.
"""

import numpy as np


def random_shift(images, most, rng):
    pairs = rng.integers(-most, most + 1, size=(len(images), 2))
    return np.stack(
        [np.roll(image, pair, axis=(0, 1)) for image, pair in zip(images, pairs, strict=True)]
    )
