"""I divided the last layer's norm by the first layer's.

costs: test_study_table, test_study_effect
hint: the ratio says what is left for the first layer: first divided by last.
"""

import pandas as pd


def vanishing_study(seeds, depth=10):
    rows = []
    for kind, (activation, residual) in KINDS.items():  # noqa: F821
        for seed in seeds:
            norms = gradient_norms(*network(activation, seed, depth), activation, residual)  # noqa: F821
            rows.append((kind, seed, norms[-1] / norms[0]))
    return pd.DataFrame(rows, columns=["kind", "seed", "ratio"])
