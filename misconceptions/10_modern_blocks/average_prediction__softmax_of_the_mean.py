"""I averaged the scores and applied softmax in the end.

costs: test_average
hint: softmax for each piece first, then the mean of the probabilities.
"""

import numpy as np


def average_prediction(scores):
    mean = np.mean(scores, axis=0)
    grown = np.exp(mean - np.max(mean))
    return grown / np.sum(grown)
