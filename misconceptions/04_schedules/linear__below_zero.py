"""I wrote down the formula of the slide, with the end put in.

costs: test_linear_beyond
hint: beyond T the line goes on down: stop the clock at T.
"""

import numpy as np


def linear(t, alpha0, T, alpha_end=0.0):
    return alpha0 + (alpha_end - alpha0) * np.asarray(t) / T
