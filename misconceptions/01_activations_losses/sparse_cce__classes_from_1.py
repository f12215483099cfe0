"""Class 1 is the first one.

costs: test_sparse_values, test_sparse_rows
hint: classes are counted from 0, as positions in an array.
"""

import numpy as np


def sparse_cce(labels, p):
    chosen = p[np.arange(len(labels)), labels.astype(int) - 1]
    return -np.mean(np.log(np.maximum(chosen, EPS)))  # noqa: F821
