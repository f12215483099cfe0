"""I normalized with the batch's mean and variance at prediction, too.

costs: test_bn_epsilon, test_bn_inference, test_bn_keras
hint: a prediction must not depend on the other images: use the running averages.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    axes = tuple(range(x.ndim - 1))
    mean, var = np.mean(x, axis=axes), np.var(x, axis=axes)
    if training:
        new_mean = momentum * new_mean + (1 - momentum) * mean
        new_var = momentum * new_var + (1 - momentum) * var
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
