"""I drew one network and used it for every seed.

costs: test_study_table
hint: each seed is a network of its own: network(activation, seed, depth).
"""

import pandas as pd


def vanishing_study(seeds, depth=10):
    rows = []
    for kind, (activation, residual) in KINDS.items():  # noqa: F821
        for seed in seeds:
            norms = gradient_norms(*network(activation, seeds[0], depth), activation, residual)  # noqa: F821
            rows.append((kind, seed, norms[0] / norms[-1]))
    return pd.DataFrame(rows, columns=["kind", "seed", "ratio"])
