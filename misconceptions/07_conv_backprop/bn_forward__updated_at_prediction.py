"""I updated the running averages in every call.

costs: test_bn_inference
hint: at prediction they are used and not updated, or the test images would change the model.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    axes = tuple(range(x.ndim - 1))
    new_mean = momentum * mean + (1 - momentum) * np.mean(x, axis=axes)
    new_var = momentum * var + (1 - momentum) * np.var(x, axis=axes)
    if training:
        mean, var = np.mean(x, axis=axes), np.var(x, axis=axes)
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
