"""The list has the start and all steps, so I looped steps + 1 times.

costs: test_fit_line_step, test_fit_line_path, test_fit_line_start, test_fit_line_rates,
  test_fit_line_data, test_fit_line_types
hint: the start is there before the first step: steps updates make steps + 1 weights.
"""

import numpy as np


def fit_line(w0, eta, steps, x=INPUTS, y=DESIRED):  # noqa: F821
    weights = [float(w0)]
    for _ in range(steps + 1):
        weights.append(weights[-1] - eta * slope(weights[-1], x, y))  # noqa: F821
    return np.array(weights)
