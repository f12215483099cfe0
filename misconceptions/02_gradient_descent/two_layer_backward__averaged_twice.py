"""I divided dZ2 by m at once, and the later lines as they are printed.

costs: test_backward_dz2, test_backward_dw2, test_backward_db2, test_backward_dz1,
  test_backward_dw1, test_backward_db1, test_backward_batch, test_backward_keras,
  test_backward_nudges
hint: dZ belongs to each sample by itself; the average comes in with dW and db, once.
"""

import numpy as np


def two_layer_backward(X, T, W2, Z1, Y1, Y2):
    m = X.shape[1]
    dZ2 = (Y2 - T) / m
    dW2 = dZ2 @ Y1.T / m
    db2 = np.mean(dZ2, axis=1, keepdims=True)
    dZ1 = W2.T @ dZ2 * Y1 * (1 - Y1)
    dW1 = dZ1 @ X.T / m
    db1 = np.mean(dZ1, axis=1, keepdims=True)
    return dZ2, dW2, db2, dZ1, dW1, db1
