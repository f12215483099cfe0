"""I used Y1 in both dW.

costs: test_backward_dw1, test_backward_keras, test_backward_nudges
hint: dW has what went into its layer: Y1 for the output layer, X for the hidden one.
"""

import numpy as np


def two_layer_backward(X, T, W2, Z1, Y1, Y2):
    m = X.shape[1]
    dZ2 = Y2 - T
    dW2 = dZ2 @ Y1.T / m
    db2 = np.mean(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T @ dZ2 * Y1 * (1 - Y1)
    dW1 = dZ1 @ Y1.T / m
    db1 = np.mean(dZ1, axis=1, keepdims=True)
    return dZ2, dW2, db2, dZ1, dW1, db1
