"""I wrote the formula of the slide: no γ, no β.

costs: test_bn_scale, test_bn_inference
hint: the slide stops at the normalized inputs; γ and β set the scale and the mean again.
"""

import numpy as np


def bn_forward(x, gamma, beta, mean, var, training, momentum=0.99, eps=1e-3):
    new_mean, new_var = mean.copy(), var.copy()
    if training:
        axes = tuple(range(x.ndim - 1))
        mean, var = np.mean(x, axis=axes), np.var(x, axis=axes)
        new_mean = momentum * new_mean + (1 - momentum) * mean
        new_var = momentum * new_var + (1 - momentum) * var
    y = (x - mean) / np.sqrt(var + eps)
    return y, new_mean, new_var
