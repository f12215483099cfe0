"""I updated the running averages with *= and +=.

costs: test_bn_running
hint: the caller's arrays stay as they are: make new ones.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean, var
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, var = np.mean(x, axis=axes), np.var(x, axis=axes)
        new_mean *= momentum
        new_mean += (1 - momentum) * mean
        new_var *= momentum
        new_var += (1 - momentum) * var
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
