"""I divided by the mean of the squares.

costs: test_rmsprop_first, test_rmsprop_path, test_rmsprop_elements, test_rmsprop_epsilon,
  test_rmsprop_keras
hint: divide by its root: the root of a mean square is as large as a gradient.
"""


def rmsprop(w, g, state, lr=0.001, rho=0.9, eps=1e-7):
    s = rho * state.get("s", 0) + (1 - rho) * g**2
    return w - lr * g / (s + eps), {"s": s}
