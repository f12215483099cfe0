"""With images I divided the sums by the number of images m, as the slide says.

costs: test_bn_images, test_bn_keras
hint: M is the number of values of a channel: m · n_h · n_w.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, var = np.sum(x, axis=axes) / len(x), 0.0
        var = np.sum((x - mean) ** 2, axis=axes) / len(x)
        new_mean = momentum * new_mean + (1 - momentum) * mean
        new_var = momentum * new_var + (1 - momentum) * var
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    return y, new_mean, new_var
