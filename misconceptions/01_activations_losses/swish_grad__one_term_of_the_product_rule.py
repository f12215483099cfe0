"""The slope of x σ is x σ (1 - σ).

costs: test_swish_grad
hint: the x has a slope, too: (x σ)' = σ + x σ'.
"""


def swish_grad(x):
    s = sigmoid(x)  # noqa: F821
    return x * s * (1 - s)
