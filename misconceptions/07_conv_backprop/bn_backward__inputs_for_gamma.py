"""For γ I multiplied dy by x.

costs: test_bnb_gamma, test_bnb_images, test_bnb_keras
hint: γ multiplies the normalized inputs.
"""

import numpy as np


def bn_backward(dy, x, gamma, eps=1e-3):
    axes = tuple(range(x.ndim - 1))
    root = np.sqrt(np.var(x, axis=axes) + eps)
    normalized = (x - np.mean(x, axis=axes)) / root
    dbeta = np.sum(dy, axis=axes)
    dgamma = np.sum(dy * x, axis=axes)
    straight = dy - np.mean(dy, axis=axes)
    dx = gamma / root * (straight - normalized * np.mean(dy * normalized, axis=axes))
    return dx, dgamma, dbeta
