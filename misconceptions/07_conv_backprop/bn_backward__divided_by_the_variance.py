"""I divided by the variance.

costs: test_bnb_inputs, test_bnb_images, test_bnb_epsilon, test_bnb_keras
hint: the inputs were divided by its root, and so is their gradient.
"""

import numpy as np


def bn_backward(dy, x, gamma, eps=1e-3):
    axes = tuple(range(x.ndim - 1))
    root = np.sqrt(np.var(x, axis=axes) + eps)
    normalized = (x - np.mean(x, axis=axes)) / root
    dbeta = np.sum(dy, axis=axes)
    dgamma = np.sum(dy * normalized, axis=axes)
    straight = dy - np.mean(dy, axis=axes)
    dx = gamma / root**2 * (straight - normalized * np.mean(dy * normalized, axis=axes))
    return dx, dgamma, dbeta
