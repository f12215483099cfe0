"""The lost sign is a plus.

costs: test_tanh
hint: tanh(0) is 0, and 2 · sigmoid(0) is 1: it is a minus.
"""


def tanh_from_sigmoid(x):
    return 2 * sigmoid(2 * x) + 1  # noqa: F821
