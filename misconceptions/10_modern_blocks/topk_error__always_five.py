"""I wrote 5 in place of k.

costs: test_topk_lists, test_topk_keras, test_topk_limits, test_topk_ties
hint: k is an argument: the same function gives the top-1 error.
"""

import numpy as np


def topk_error(scores, labels, k=5):
    return float(np.mean(true_rank(scores, labels) > 5))  # noqa: F821
