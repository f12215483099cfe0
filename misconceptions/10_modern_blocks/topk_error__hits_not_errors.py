"""I gave the share of images that are right, the top-k accuracy.

costs: test_topk_lists, test_topk_keras, test_topk_limits, test_topk_ties
hint: the error is 1 minus this share: count the ranks that are larger than k.
"""

import numpy as np


def topk_error(scores, labels, k=5):
    return float(np.mean(true_rank(scores, labels) <= k))  # noqa: F821
