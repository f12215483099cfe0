"""I counted a rank of k as an error.

costs: test_topk_lists, test_topk_keras, test_topk_limits, test_topk_ties
hint: the k-th guess is among the first k: an error is a rank larger than k.
"""

import numpy as np


def topk_error(scores, labels, k=5):
    return float(np.mean(true_rank(scores, labels) >= k))  # noqa: F821
