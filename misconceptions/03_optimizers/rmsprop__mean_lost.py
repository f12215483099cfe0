"""I returned the state as I got it.

costs: test_rmsprop_path, test_rmsprop_keras
hint: the new running mean must be in the new state, or the next step begins at 0 again.
"""

import numpy as np


def rmsprop(w, g, state, lr=0.001, rho=0.9, eps=1e-7):
    s = rho * state.get("s", 0) + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(s) + eps), state
