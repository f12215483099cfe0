"""I multiplied by the weights as they are on the way back.

costs: test_norms_plain, test_norms_residual
hint: backward through h @ W is delta @ W.T.
"""

import numpy as np


def gradient_norms(x, weights, g, activation, residual=False):
    inputs, slopes = [], []
    for w in weights:
        z = x @ w
        a = {"sigmoid": 1 / (1 + np.exp(-z)), "tanh": np.tanh(z), "relu": np.maximum(z, 0)}[
            activation
        ]
        slope = {"sigmoid": a * (1 - a), "tanh": 1 - a**2, "relu": 1.0 * (z > 0)}[activation]
        inputs.append(x)
        slopes.append(slope)
        x = x + a if residual else a
    norms = []
    for w, h, slope in zip(weights[::-1], inputs[::-1], slopes[::-1], strict=True):
        delta = g * slope
        norms.append(np.linalg.norm(h.T @ delta))
        g = delta @ w + g if residual else delta @ w
    return np.array(norms[::-1])
