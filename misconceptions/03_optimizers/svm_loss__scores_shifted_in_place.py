"""I subtracted the right scores with -= from the array.

costs: test_svm_unchanged
hint: `-=` changes the caller's scores: scores - ... is a new array.
"""

import numpy as np


def svm_loss(scores, y):
    rows = np.arange(len(y))
    scores -= scores[rows, y][:, np.newaxis]
    margins = np.maximum(0, scores + 1)
    margins[rows, y] = 0
    return margins.sum() / len(y)
