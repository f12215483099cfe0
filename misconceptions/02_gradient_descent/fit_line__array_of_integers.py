"""I made the array with np.full(steps + 1, w0) and filled it in.

costs: test_fit_line_types
hint: with w0 = 3 this is an array of integers, which cuts 2.5 off to 2: use floats.
"""

import numpy as np


def fit_line(w0, eta, steps, x=INPUTS, y=DESIRED):  # noqa: F821
    weights = np.full(steps + 1, w0)
    for step in range(steps):
        weights[step + 1] = weights[step] - eta * slope(weights[step], x, y)  # noqa: F821
    return weights
