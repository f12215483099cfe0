"""Behind the word Linear the document prints this formula.

costs: test_linear_between, test_linear_end, test_linear_vector, test_linear_keras
hint: a formula with a cosine is no line: at t = T/4 a line has 0.75 of the initial rate.
"""

import numpy as np


def linear(t, alpha0, T, alpha_end=0.0):
    fraction = np.minimum(np.asarray(t) / T, 1)
    return alpha_end + (alpha0 - alpha_end) * 0.5 * (1 + np.cos(np.pi * fraction))
