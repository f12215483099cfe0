"""I wrote Y2 -= T to save memory.

costs: test_backward_unchanged
hint: that changes the caller's array, and the next cell computes with it: dZ2 = Y2 - T.
"""

import numpy as np


def two_layer_backward(X, T, W2, Z1, Y1, Y2):
    m = X.shape[1]
    Y2 -= T
    dZ1 = W2.T @ Y2 * Y1 * (1 - Y1)
    db2, db1 = (np.mean(dZ, axis=1, keepdims=True) for dZ in (Y2, dZ1))
    return Y2, Y2 @ Y1.T / m, db2, dZ1, dZ1 @ X.T / m, db1
