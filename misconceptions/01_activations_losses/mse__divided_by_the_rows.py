"""I divided the sum by len(y).

costs: test_mse_values
hint: in a table len counts the rows: np.mean divides by the number of all entries.
"""

import numpy as np


def mse(y, p):
    return np.sum((np.asarray(y, dtype=float) - p) ** 2) / len(y)
