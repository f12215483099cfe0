"""I put t + 1 under the root, so it is never 0.

costs: test_inverse_sqrt_values, test_inverse_sqrt_beginnings, test_inverse_sqrt_vector
hint: that lowers every other rate, too: from t = 1 on the formula should stay as it is.
"""

import numpy as np


def inverse_sqrt(t, alpha0):
    t = np.asarray(t)
    return alpha0 / np.sqrt(t + 1)
