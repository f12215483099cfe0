"""I kept a mean of the sizes of the gradients and took its root.

costs: test_rmsprop_first, test_rmsprop_path, test_rmsprop_elements, test_rmsprop_epsilon,
  test_rmsprop_keras
hint: root *mean square*: first square, then the mean, then the root.
"""

import numpy as np


def rmsprop(w, g, state, lr=0.001, rho=0.9, eps=1e-7):
    s = rho * state.get("s", 0) + (1 - rho) * np.abs(g)
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}
