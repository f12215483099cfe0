"""A blur adds up the neighbours, so I took the sum.

costs: test_zoo_smoothing
hint: a mean divides: the weights of a blur add up to 1, or the image gets brighter.
"""

import numpy as np


def kernel_zoo():
    identity = np.pad([[1.0]], 1)
    laplacian = np.array([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])
    flat, bell, slope = np.array([[1.0, 1.0, 1.0], [1.0, 2.0, 1.0], [1.0, 0.0, -1.0]])
    return {
        "identity": identity,
        "box": np.ones((3, 3)),
        "gaussian": np.outer(bell, bell),
        "laplacian": laplacian,
        "outline": 9 * identity - np.ones((3, 3)),
        "sharpen": identity - laplacian,
        "corners": np.outer(slope, slope),
        "vertical": np.outer(flat, slope),
        "horizontal": np.outer(slope, flat),
        "sobel": np.outer(bell, slope),
    }
