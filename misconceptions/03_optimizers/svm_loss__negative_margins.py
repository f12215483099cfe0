"""I added up the differences plus 1.

costs: test_svm_values, test_svm_content, test_svm_batch
hint: a class that is far behind must not be rewarded: max(0, ...) of each.
"""

import numpy as np


def svm_loss(scores, y):
    rows = np.arange(len(y))
    margins = scores - scores[rows, y][:, np.newaxis] + 1
    margins[rows, y] = 0
    return margins.sum() / len(y)
