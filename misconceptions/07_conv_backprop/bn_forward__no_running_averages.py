"""I returned the batch's own mean and variance as the running ones.

costs: test_bn_running, test_bn_keras
hint: the running averages remember all batches: ρ times the old, 1 - ρ times the new.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, var = np.mean(x, axis=axes), np.var(x, axis=axes)
        new_mean = mean
        new_var = var
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
