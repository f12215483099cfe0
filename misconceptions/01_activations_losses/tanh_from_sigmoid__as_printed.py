"""tanh(x) = 2 sigmoid(2x) 1 means two times the sigmoid of 2x times 1.

costs: test_tanh
hint: a minus sign is lost on the slide: tanh(0) is 0, and 2 · sigmoid(0) is 1.
"""


def tanh_from_sigmoid(x):
    return 2 * sigmoid(2 * x) * 1  # noqa: F821
