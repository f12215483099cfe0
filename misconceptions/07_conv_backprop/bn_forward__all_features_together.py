"""I took np.mean(x) and np.var(x) without an axis.

costs: test_bn_features, test_bn_images, test_bn_epsilon, test_bn_running, test_bn_keras
hint: each feature has a mean and a variance of its own.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    if training:
        mean, var = np.full(x.shape[-1], np.mean(x)), np.full(x.shape[-1], np.var(x))
        new_mean = momentum * new_mean + (1 - momentum) * mean
        new_var = momentum * new_var + (1 - momentum) * var
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
