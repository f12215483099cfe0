"""I tried it with the first two names, and left it so.

costs: test_compare_table, test_compare_models, test_compare_accuracy, test_compare_curves,
  test_compare_effect
hint: all of NAMES.
"""

# ruff: noqa: F821
import pandas as pd


def compare_regularizers(x, y, x_check, y_check):
    rows, curves, models = [], {}, {}
    for name in NAMES[:2]:
        models[name] = build_network(name)
        curves[name] = fit_network(name, models[name], x, y, x_check, y_check)
        rows.append(row_of(name, models[name], x, y, x_check, y_check))
    return {"table": pd.DataFrame(rows, columns=COLUMNS), "curves": curves, "models": models}
