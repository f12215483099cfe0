"""I returned how strong the strongest answer is.

costs: test_strongest_edges, test_strongest_signs
hint: the question is which kernel it is: return its name.
"""

import numpy as np


def strongest(image, kernels):
    return max(np.mean(np.abs(corr2d(image, k))) for k in kernels.values())  # noqa: F821
