"""The slope of x is 1 and that of the sigmoid σ(1 - σ), so I multiplied the two.

costs: test_swish_grad
hint: product rule: (u v)' = u' v + u v'. It gives σ + x σ (1 - σ).
"""


def swish_grad(x):
    s = sigmoid(x)  # noqa: F821
    return 1 * s * (1 - s)
