"""The strongest kernel is the one with the largest weights.

costs: test_strongest_edges
hint: the answer depends on the image, too: compute the map, then the mean of its absolute values.
"""

import numpy as np


def strongest(image, kernels):
    return max(kernels, key=lambda name: np.sum(np.abs(kernels[name])))
