"""I computed the slope before the loop and used it in every step.

costs: test_fit_line_path, test_fit_line_rates, test_fit_line_data, test_fit_line_types
hint: the slope changes with the weight: compute it in each step, at the newest weight.
"""

import numpy as np


def fit_line(w0, eta, steps, x=INPUTS, y=DESIRED):  # noqa: F821
    dw = slope(w0, x, y)  # noqa: F821
    return np.array([w0 - step * eta * dw for step in range(steps + 1)])
