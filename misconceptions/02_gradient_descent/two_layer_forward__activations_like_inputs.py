"""The slide says Y_it, so the activations have a row for each input.

costs: test_forward_shapes
hint: the slide has a slip: activations belong to the neurons j, so it is Y_jt.
"""


def two_layer_forward(X, W1, b1, W2, b2):
    Z1 = W1 @ X + b1
    Y1 = sigmoid(Z1)  # noqa: F821
    Z2 = W2 @ Y1 + b2
    Y2 = sigmoid(Z2)  # noqa: F821
    return Z1, Y1[: len(X)], Z2, Y2[: len(X)]
