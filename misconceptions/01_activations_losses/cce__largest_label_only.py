"""I looked up the right class with argmax and took its logarithm.

costs: test_cce_soft
hint: labels may be shares of several classes: multiply by the labels and sum.
"""

import numpy as np


def cce(y, p):
    chosen = p[np.arange(len(p)), np.argmax(y, axis=1)]
    return -np.mean(np.log(np.maximum(chosen, EPS)))  # noqa: F821
