"""I normalized every example over its features.

costs: test_bn_values, test_bn_features, test_bn_images, test_bn_epsilon, test_bn_keras
hint: that is layer normalization. Batch normalization goes over the examples, feature by
  feature.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, var = np.mean(x, axis=axes), np.var(x, axis=axes)
        new_mean = momentum * new_mean + (1 - momentum) * mean
        new_var = momentum * new_var + (1 - momentum) * var
    if training:
        mean, var = np.mean(x, axis=-1, keepdims=True), np.var(x, axis=-1, keepdims=True)
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
