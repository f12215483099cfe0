"""I added the slope times the learning rate to the weight.

costs: test_fit_line_step, test_fit_line_path, test_fit_line_rates, test_fit_line_data,
  test_fit_line_types
hint: the slope points uphill: subtract it.
"""

import numpy as np


def fit_line(w0, eta, steps, x=INPUTS, y=DESIRED):  # noqa: F821
    weights = [float(w0)]
    for _ in range(steps):
        weights.append(weights[-1] + eta * slope(weights[-1], x, y))  # noqa: F821
    return np.array(weights)
