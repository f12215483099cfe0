"""I forgot to hand `depth` on to network.

costs: test_study_table, test_study_effect
hint: network has a depth of 10 by default; the argument is to change it.
"""

import pandas as pd


def vanishing_study(seeds, depth=10):
    rows = []
    for kind, (activation, residual) in KINDS.items():  # noqa: F821
        for seed in seeds:
            norms = gradient_norms(*network(activation, seed), activation, residual)  # noqa: F821
            rows.append((kind, seed, norms[0] / norms[-1]))
    return pd.DataFrame(rows, columns=["kind", "seed", "ratio"])
