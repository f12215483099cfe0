"""I copied the lines of S0: db = dZ.

costs: test_backward_db2, test_backward_db1, test_backward_batch, test_backward_keras,
  test_backward_nudges
hint: a bias has one column, dZ has one for each sample: take the mean over the samples.
"""


def two_layer_backward(X, T, W2, Z1, Y1, Y2):
    m = X.shape[1]
    dZ2 = Y2 - T
    dW2 = dZ2 @ Y1.T / m
    db2 = dZ2
    dZ1 = W2.T @ dZ2 * Y1 * (1 - Y1)
    dW1 = dZ1 @ X.T / m
    db1 = dZ1
    return dZ2, dW2, db2, dZ1, dW1, db1
