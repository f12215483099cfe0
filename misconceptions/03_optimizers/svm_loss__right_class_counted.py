"""I added up the margins of all classes.

costs: test_svm_values, test_svm_content, test_svm_batch
hint: the right class's own margin is max(0, s - s + 1) = 1: leave it out.
"""

import numpy as np


def svm_loss(scores, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    return margins.sum() / len(y)
