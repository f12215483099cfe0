"""The output layer has no activation, so that it can take any value.

costs: test_forward_values, test_forward_keras
hint: labels are 0 or 1, and this network has a sigmoid in both layers.
"""


def two_layer_forward(X, W1, b1, W2, b2):
    Z1 = W1 @ X + b1
    Y1 = sigmoid(Z1)  # noqa: F821
    Z2 = W2 @ Y1 + b2
    Y2 = Z2
    return Z1, Y1, Z2, Y2
