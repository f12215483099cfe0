"""I added eps to the mean of the squares and took the root of both.

costs: test_rmsprop_epsilon
hint: the lecture adds eps to the root; under the root it counts far more for small gradients.
"""

import numpy as np


def rmsprop(w, g, state, lr=0.001, rho=0.9, eps=1e-7):
    s = rho * state.get("s", 0) + (1 - rho) * g**2
    return w - lr * g / np.sqrt(s + eps), {"s": s}
