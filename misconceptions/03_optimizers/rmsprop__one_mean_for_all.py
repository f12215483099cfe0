"""I took np.mean of the squares: a mean of squares.

costs: test_rmsprop_first, test_rmsprop_path, test_rmsprop_elements, test_rmsprop_keras
hint: it is a mean over the steps, for each weight by itself, not a mean over the weights.
"""

import numpy as np


def rmsprop(w, g, state, lr=0.001, rho=0.9, eps=1e-7):
    s = rho * state.get("s", 0) + (1 - rho) * np.mean(g**2)
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}
