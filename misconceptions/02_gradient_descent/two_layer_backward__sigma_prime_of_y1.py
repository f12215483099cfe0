"""I computed the sigmoid of Y1 for the derivative.

costs: test_backward_dz1, test_backward_dw1, test_backward_db1, test_backward_keras,
  test_backward_nudges
hint: σ′ is taken at Z1: sigmoid(Z1) is Y1 already, so σ′ = Y1 (1 - Y1).
"""

import numpy as np


def two_layer_backward(X, T, W2, Z1, Y1, Y2):
    m = X.shape[1]
    dZ2 = Y2 - T
    dW2 = dZ2 @ Y1.T / m
    db2 = np.mean(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T @ dZ2 * sigmoid(Y1) * (1 - sigmoid(Y1))  # noqa: F821
    dW1 = dZ1 @ X.T / m
    db1 = np.mean(dZ1, axis=1, keepdims=True)
    return dZ2, dW2, db2, dZ1, dW1, db1
