"""The learning rate says how far the weight moves in each step.

costs: test_fit_line_step, test_fit_line_path, test_fit_line_rates, test_fit_line_data,
  test_fit_line_types
hint: it multiplies the slope: the step is eta times the slope, and gets smaller near the
  minimum.
"""

import numpy as np


def fit_line(w0, eta, steps, x=INPUTS, y=DESIRED):  # noqa: F821
    weights = [float(w0)]
    for _ in range(steps):
        weights.append(weights[-1] - eta * np.sign(slope(weights[-1], x, y)))  # noqa: F821
    return np.array(weights)
