"""I returned the weight that came out in the end.

costs: test_fit_line_path, test_fit_line_start, test_fit_line_rates, test_fit_line_data,
  test_fit_line_types
hint: asked for are all weights, so that the way can be seen.
"""


def fit_line(w0, eta, steps, x=INPUTS, y=DESIRED):  # noqa: F821
    w = w0
    for _ in range(steps):
        w = w - eta * slope(w, x, y)  # noqa: F821
    return w
