"""A bias is added to each sample, so I made a row of it.

costs: test_forward_shapes, test_forward_values, test_forward_bias, test_forward_keras
hint: b has one number for each neuron, as a column: shape (n, 1) fits to (n, m) as it is.
"""


def two_layer_forward(X, W1, b1, W2, b2):
    Z1 = W1 @ X + b1.T
    Y1 = sigmoid(Z1)  # noqa: F821
    Z2 = W2 @ Y1 + b2.T
    Y2 = sigmoid(Z2)  # noqa: F821
    return Z1, Y1, Z2, Y2
