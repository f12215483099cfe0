"""I sorted upwards, so that the smallest score came first.

costs: test_rank_lists, test_rank_ties
hint: a large score is a good one: sort downwards, or count the larger ones.
"""

import numpy as np


def true_rank(scores, labels):
    own = scores[np.arange(len(labels)), labels]
    return 1 + np.sum(scores < own[:, np.newaxis], axis=1)
