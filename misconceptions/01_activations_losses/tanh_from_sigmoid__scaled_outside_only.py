"""I stretched the sigmoid from 0 … 1 to -1 … 1.

costs: test_tanh
hint: it is scaled inside as well: 2x. Otherwise the slope in the middle is 1/2 and not 1.
"""


def tanh_from_sigmoid(x):
    return 2 * sigmoid(x) - 1  # noqa: F821
