"""I divided by the root.

costs: test_rmsprop_epsilon
hint: a weight whose gradient was always 0 gives 0 / 0: add eps to the root.
"""

import numpy as np


def rmsprop(w, g, state, lr=0.001, rho=0.9, eps=1e-7):
    s = rho * state.get("s", 0) + (1 - rho) * g**2
    return w - lr * g / np.sqrt(s), {"s": s}
