"""I compared all images with the class of the first one.

costs: test_rank_lists, test_rank_ties
hint: each row has its own right class: scores[np.arange(m), labels].
"""

import numpy as np


def true_rank(scores, labels):
    own = scores[:, labels[0]]
    return 1 + np.sum(scores > own[:, np.newaxis], axis=1)
