"""I divided by the sum over all pieces and classes.

costs: test_average
hint: each piece is a prediction of its own: axis=1, keepdims=True.
"""

import numpy as np


def average_prediction(scores):
    grown = np.exp(scores - np.max(scores))
    return np.sum(grown, axis=0) / np.sum(grown)
