"""I wrote the slope as σ (1 - f).

costs: test_swish_grad
hint: the formula has two terms: f + σ (1 - f). Far right the slope must be 1.
"""


def swish_grad(x):
    return sigmoid(x) * (1 - swish(x))  # noqa: F821
