"""The derivative of the sigmoid is Z1 (1 - Z1).

costs: test_backward_dz1, test_backward_dw1, test_backward_db1, test_backward_keras,
  test_backward_nudges
hint: it is σ(z) (1 - σ(z)), with the activations.
"""

import numpy as np


def two_layer_backward(X, T, W2, Z1, Y1, Y2):
    m = X.shape[1]
    dZ2 = Y2 - T
    dW2 = dZ2 @ Y1.T / m
    db2 = np.mean(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T @ dZ2 * Z1 * (1 - Z1)
    dW1 = dZ1 @ X.T / m
    db1 = np.mean(dZ1, axis=1, keepdims=True)
    return dZ2, dW2, db2, dZ1, dW1, db1
