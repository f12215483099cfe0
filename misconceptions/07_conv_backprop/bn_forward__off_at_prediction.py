"""Like dropout, batch normalization is switched off at prediction.

costs: test_bn_epsilon, test_bn_inference, test_bn_keras
hint: the layers behind were trained on normalized inputs: the running averages normalize now.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, var = np.mean(x, axis=axes), np.var(x, axis=axes)
        new_mean = momentum * new_mean + (1 - momentum) * mean
        new_var = momentum * new_var + (1 - momentum) * var
    if not training:
        return x, new_mean, new_var
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
