"""I differentiated through the mean, and took the variance for a constant.

costs: test_bnb_inputs, test_bnb_sums, test_bnb_images, test_bnb_epsilon, test_bnb_keras
hint: the variance depends on x, too: the third term of the bracket.
"""

import numpy as np


def bn_backward(dy, x, gamma, eps=1e-3):
    axes = tuple(range(x.ndim - 1))
    root = np.sqrt(np.var(x, axis=axes) + eps)
    normalized = (x - np.mean(x, axis=axes)) / root
    dbeta = np.sum(dy, axis=axes)
    dgamma = np.sum(dy * normalized, axis=axes)
    straight = dy - np.mean(dy, axis=axes)
    dx = gamma / root * straight
    return dx, dgamma, dbeta
