"""A neuron is the weighted sum of its inputs.

costs: test_forward_values, test_forward_bias, test_forward_keras
hint: and its bias: without it the network finds only what goes through the origin.
"""


def two_layer_forward(X, W1, b1, W2, b2):
    Z1 = W1 @ X
    Y1 = sigmoid(Z1)  # noqa: F821
    Z2 = W2 @ Y1
    Y2 = sigmoid(Z2)  # noqa: F821
    return Z1, Y1, Z2, Y2
