"""I updated the mean in place with *= and +=, which saves memory.

costs: test_rmsprop_state
hint: the array in the state belongs to the caller: make a new one.
"""

import numpy as np


def rmsprop(w, g, state, lr=0.001, rho=0.9, eps=1e-7):
    s = state.get("s", np.zeros(g.shape))
    s *= rho
    s += (1 - rho) * g**2
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}
