"""The mean and the variance are just numbers, so dx = γ dy / root.

costs: test_bnb_inputs, test_bnb_sums, test_bnb_images, test_bnb_epsilon, test_bnb_keras
hint: they are computed from x, so x has two more ways to the loss.
"""

import numpy as np


def bn_backward(dy, x, gamma, eps=1e-3):
    axes = tuple(range(x.ndim - 1))
    root = np.sqrt(np.var(x, axis=axes) + eps)
    normalized = (x - np.mean(x, axis=axes)) / root
    dbeta = np.sum(dy, axis=axes)
    dgamma = np.sum(dy * normalized, axis=axes)
    dx = gamma / root * dy
    return dx, dgamma, dbeta
