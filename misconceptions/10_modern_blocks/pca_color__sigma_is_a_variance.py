"""I gave rng.normal the square root, as if sigma were a variance.

costs: test_color_random
hint: sigma is the standard deviation, and so is the second argument of rng.normal.
"""

import numpy as np


def pca_color(images, values, vectors, rng, sigma=0.1):
    alphas = rng.normal(0, np.sqrt(sigma), size=(len(images), 3))
    return images + color_shifts(values, vectors, alphas)[:, np.newaxis, np.newaxis, :]  # noqa: F821
