"""dW is Y1 dZ2ᵀ.

costs: test_backward_dw2, test_backward_dw1, test_backward_keras, test_backward_nudges
hint: dW2 has the shape of W2, (n_2, n_1): dZ2 stands on the left.
"""

import numpy as np


def two_layer_backward(X, T, W2, Z1, Y1, Y2):
    m = X.shape[1]
    dZ2 = Y2 - T
    dW2 = Y1 @ dZ2.T / m
    db2 = np.mean(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T @ dZ2 * Y1 * (1 - Y1)
    dW1 = X @ dZ1.T / m
    db1 = np.mean(dZ1, axis=1, keepdims=True)
    return dZ2, dW2, db2, dZ1, dW1, db1
