"""I took sums and means over axis 0 only.

costs: test_bnb_images, test_bnb_keras
hint: all axes but the last: M is m · n_h · n_w for images.
"""

import numpy as np


def bn_backward(dy, x, gamma, eps=1e-3):
    axes = 0
    root = np.sqrt(np.var(x, axis=axes) + eps)
    normalized = (x - np.mean(x, axis=axes)) / root
    dbeta = np.sum(dy, axis=axes)
    dgamma = np.sum(dy * normalized, axis=axes)
    straight = dy - np.mean(dy, axis=axes)
    dx = gamma / root * (straight - normalized * np.mean(dy * normalized, axis=axes))
    return dx, dgamma, dbeta
