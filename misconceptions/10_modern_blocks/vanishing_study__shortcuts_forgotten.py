"""I forgot to hand `residual` on.

costs: test_study_table, test_study_effect
hint: the fourth kind has shortcuts: give both entries of KINDS to gradient_norms.
"""

import pandas as pd


def vanishing_study(seeds, depth=10):
    rows = []
    for kind, (activation, _) in KINDS.items():  # noqa: F821
        for seed in seeds:
            norms = gradient_norms(*network(activation, seed, depth), activation)  # noqa: F821
            rows.append((kind, seed, norms[0] / norms[-1]))
    return pd.DataFrame(rows, columns=["kind", "seed", "ratio"])
