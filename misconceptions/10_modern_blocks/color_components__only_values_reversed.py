"""I reversed the eigenvalues and forgot the vectors.

costs: test_components_vectors
hint: vectors[:, j] belongs to values[j]: reverse the columns as well.
"""

import numpy as np


def color_components(images):
    colors = np.reshape(images, (-1, 3))
    values, vectors = np.linalg.eigh(np.cov(colors, rowvar=False))
    return values[::-1], vectors
