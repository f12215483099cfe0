"""Each step goes from w0 against the slope.

costs: test_fit_line_path, test_fit_line_rates, test_fit_line_data, test_fit_line_types
hint: a step starts from the newest weight: weights[-1], not w0.
"""

import numpy as np


def fit_line(w0, eta, steps, x=INPUTS, y=DESIRED):  # noqa: F821
    weights = [float(w0)]
    for _ in range(steps):
        weights.append(w0 - eta * slope(w0, x, y))  # noqa: F821
    return np.array(weights)
