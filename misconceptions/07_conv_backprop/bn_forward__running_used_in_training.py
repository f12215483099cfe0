"""I updated the running averages first, and normalized with them, also in training.

costs: test_bn_values, test_bn_features, test_bn_scale, test_bn_images, test_bn_epsilon,
  test_bn_keras
hint: in training the batch's own mean and variance are used.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, var = np.mean(x, axis=axes), np.var(x, axis=axes)
        new_mean = momentum * new_mean + (1 - momentum) * mean
        new_var = momentum * new_var + (1 - momentum) * var
    mean, var = new_mean, new_var
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
