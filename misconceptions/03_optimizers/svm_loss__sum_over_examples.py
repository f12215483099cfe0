"""I added up everything.

costs: test_svm_values, test_svm_content, test_svm_batch
hint: the loss is the mean over the examples: divide by N.
"""

import numpy as np


def svm_loss(scores, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    return margins.sum()
