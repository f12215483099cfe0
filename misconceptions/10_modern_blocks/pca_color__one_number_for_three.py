"""I drew one number for each image and used it for all three components.

costs: test_color_random
hint: the three components vary independently: three numbers for each image.
"""

import numpy as np


def pca_color(images, values, vectors, rng, sigma=0.1):
    alphas = np.repeat(rng.normal(0, sigma, size=(len(images), 1)), 3, axis=1)
    return images + color_shifts(values, vectors, alphas)[:, np.newaxis, np.newaxis, :]  # noqa: F821
