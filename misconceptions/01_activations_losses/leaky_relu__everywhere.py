"""Leaky ReLU multiplies x by the slope.

costs: test_leaky_values, test_leaky_types
hint: the slope belongs to the left side only; positive numbers stay as they are.
"""


def leaky_relu(x, a=0.01):
    return a * x
