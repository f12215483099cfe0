"""I took np.mean of the margins.

costs: test_svm_values, test_svm_content, test_svm_batch
hint: over the classes it is a sum, only over the examples it is a mean.
"""

import numpy as np


def svm_loss(scores, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    return np.mean(margins)
