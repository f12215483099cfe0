"""I built the network once, before the loop.

costs: test_compare_models, test_compare_accuracy, test_compare_curves, test_compare_effect
hint: it is trained on and on: build a new one for each name.
"""

# ruff: noqa: F821
import pandas as pd


def compare_regularizers(x, y, x_check, y_check):
    rows, curves, models = [], {}, {}
    network = build_network("baseline")
    for name in NAMES:
        models[name] = network
        curves[name] = fit_network(name, models[name], x, y, x_check, y_check)
        rows.append(row_of(name, models[name], x, y, x_check, y_check))
    return {"table": pd.DataFrame(rows, columns=COLUMNS), "curves": curves, "models": models}
