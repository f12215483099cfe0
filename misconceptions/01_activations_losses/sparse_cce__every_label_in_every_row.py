"""p[:, labels] picks the probability of each label.

costs: test_sparse_rows
hint: this picks all labels from all rows, m · m numbers. Give the rows, too: p[np.arange(m),
  labels].
"""

import numpy as np


def sparse_cce(labels, p):
    return -np.mean(np.log(np.maximum(p[:, labels], EPS)))  # noqa: F821
