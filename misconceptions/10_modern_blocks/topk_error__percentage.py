"""I gave a percentage, as the slide says.

costs: test_topk_lists, test_topk_keras, test_topk_limits, test_topk_ties
hint: the docstring wants a share from 0 to 1; print it as a percentage if you like.
"""

import numpy as np


def topk_error(scores, labels, k=5):
    return 100 * float(np.mean(true_rank(scores, labels) > k))  # noqa: F821
