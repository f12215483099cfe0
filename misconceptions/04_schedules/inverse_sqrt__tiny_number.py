"""I added 1e-8 under the root against division by 0.

costs: test_inverse_sqrt_start, test_inverse_sqrt_beginnings
hint: then the first rate is 10,000 times too large: a rate is not a denominator to be rescued.
"""

import numpy as np


def inverse_sqrt(t, alpha0):
    t = np.asarray(t)
    return alpha0 / np.sqrt(t + 1e-8)
