"""Momentum 0.9 means that the new value counts 90%.

costs: test_bn_running, test_bn_keras
hint: momentum is the share that is kept: ρ times the old average, 1 - ρ times the batch's.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, var = np.mean(x, axis=axes), np.var(x, axis=axes)
        new_mean = (1 - momentum) * new_mean + momentum * mean
        new_var = (1 - momentum) * new_var + momentum * var
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
