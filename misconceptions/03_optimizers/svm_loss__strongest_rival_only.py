"""I compared the right class with the best of the others.

costs: test_svm_values, test_svm_content, test_svm_batch
hint: every class within the margin counts, not only the strongest.
"""

import numpy as np


def svm_loss(scores, y):
    rows = np.arange(len(y))
    margins = np.maximum(0, scores - scores[rows, y][:, np.newaxis] + 1)
    margins[rows, y] = 0
    return margins.max(axis=1).mean()
