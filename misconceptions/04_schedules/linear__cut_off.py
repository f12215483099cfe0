"""I let the line go to 0 and cut it off at alpha_end.

costs: test_linear_end, test_linear_keras
hint: then it arrives before T, and is too steep: the difference shrinks, not the whole rate.
"""

import numpy as np


def linear(t, alpha0, T, alpha_end=0.0):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return np.maximum(alpha0 * (1 - fraction), alpha_end)
