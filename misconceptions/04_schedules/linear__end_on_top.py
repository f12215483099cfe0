"""I added the end to the line.

costs: test_linear_end, test_linear_keras
hint: then the line begins too high: it falls from alpha0 to alpha_end.
"""

import numpy as np


def linear(t, alpha0, T, alpha_end=0.0):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return alpha0 * (1 - fraction) + alpha_end
