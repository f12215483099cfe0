"""I took the score of the right class minus the other one.

costs: test_svm_values, test_svm_content, test_svm_batch
hint: the loss should fall when the right class gets a higher score.
"""

import numpy as np


def svm_loss(scores, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, scores[rows, y][:, np.newaxis] - scores + 1)
    margins[rows, y] = 0
    return margins.sum() / len(y)
