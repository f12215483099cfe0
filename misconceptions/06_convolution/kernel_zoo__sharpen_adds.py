"""I sharpened with the identity plus the Laplacian, and put an 8 into the outline's recipe.

costs: test_zoo_details
hint: look at the sums: sharpen keeps the brightness (1), outline answers flat regions with 0.
"""

import numpy as np


def kernel_zoo():
    identity = np.pad([[1.0]], 1)
    laplacian = np.array([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])
    flat, bell, slope = np.array([[1.0, 1.0, 1.0], [1.0, 2.0, 1.0], [1.0, 0.0, -1.0]])
    return {
        "identity": identity,
        "box": np.full((3, 3), 1 / 9),
        "gaussian": np.outer(bell, bell) / 16,
        "laplacian": laplacian,
        "outline": 8 * identity - np.ones((3, 3)),
        "sharpen": identity + laplacian,
        "corners": np.outer(slope, slope),
        "vertical": np.outer(flat, slope),
        "horizontal": np.outer(slope, flat),
        "sobel": np.outer(bell, slope),
    }
