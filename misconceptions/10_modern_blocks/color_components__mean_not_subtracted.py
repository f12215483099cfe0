"""I took the products of the colours as they are, without subtracting the mean.

costs: test_components_values, test_components_vectors
hint: components tell how colours vary: a covariance is about differences from the mean.
"""

import numpy as np


def color_components(images):
    colors = np.reshape(images, (-1, 3))
    values, vectors = np.linalg.eigh(colors.T @ colors / len(colors))
    return values[::-1], vectors[:, ::-1]
