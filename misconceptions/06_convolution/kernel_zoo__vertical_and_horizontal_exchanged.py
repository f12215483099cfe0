"""A kernel with rows of 1, 0 and -1 looks for vertical edges, as it changes vertically.

costs: test_zoo_edges
hint: a vertical edge is a change from left to right, so the weights change from column to
  column.
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
        "outline": 9 * identity - np.ones((3, 3)),
        "sharpen": identity - laplacian,
        "corners": np.outer(slope, slope),
        "vertical": np.outer(slope, flat),
        "horizontal": np.outer(flat, slope),
        "sobel": np.outer(slope, bell),
    }
