"""I counted how far the other classes are ahead.

costs: test_svm_values, test_svm_content, test_svm_batch
hint: the right class must be ahead by 1: max(0, s_j - s_y + 1).
"""

import numpy as np


def svm_loss(scores, y):
    rows = np.arange(len(y))
    return np.maximum(0, scores - scores[rows, y][:, np.newaxis]).sum() / len(y)
