"""Swish is 1 / (1 + e^-x).

costs: test_swish
hint: that is the sigmoid. Swish multiplies it by x.
"""


def swish(x):
    return sigmoid(x)  # noqa: F821
