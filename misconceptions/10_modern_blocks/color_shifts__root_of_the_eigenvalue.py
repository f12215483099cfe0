"""I weighed with the standard deviation, because that seemed natural.

costs: test_shifts
hint: the paper, and the formula above, have the eigenvalue itself.
"""

import numpy as np


def color_shifts(values, vectors, alphas):
    return (alphas * np.sqrt(values)) @ vectors.T
