"""I fed Z1 into the output layer.

costs: test_forward_values, test_forward_keras
hint: the next layer gets the activations Y1; without them two layers are no more than one.
"""


def two_layer_forward(X, W1, b1, W2, b2):
    Z1 = W1 @ X + b1
    Y1 = sigmoid(Z1)  # noqa: F821
    Z2 = W2 @ Z1 + b2
    Y2 = sigmoid(Z2)  # noqa: F821
    return Z1, Y1, Z2, Y2
