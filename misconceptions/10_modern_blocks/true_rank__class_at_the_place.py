"""I read argsort the wrong way: it gives the class at a place, not the place of a class.

costs: test_rank_lists, test_rank_ties
hint: look for the label in the sorted list of classes; or compare scores and do not sort.
"""

import numpy as np


def true_rank(scores, labels):
    order = np.argsort(-scores, axis=1)
    return 1 + order[np.arange(len(labels)), labels]
