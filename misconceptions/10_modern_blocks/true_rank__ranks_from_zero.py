"""I counted the classes with a larger score; the best place is 0.

costs: test_rank_lists, test_rank_ties
hint: the best rank is 1: add one to the number of classes with a larger score.
"""

import numpy as np


def true_rank(scores, labels):
    own = scores[np.arange(len(labels)), labels]
    return np.sum(scores > own[:, np.newaxis], axis=1)
