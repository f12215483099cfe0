"""I collected the new weights; the first one was given anyway.

costs: test_fit_line_start
hint: asked for are all weights, the start included: steps + 1 of them.
"""

import numpy as np


def fit_line(w0, eta, steps, x=INPUTS, y=DESIRED):  # noqa: F821
    w, weights = w0, []
    for _ in range(steps):
        w = w - eta * slope(w, x, y)  # noqa: F821
        weights.append(w)
    return np.array(weights)
