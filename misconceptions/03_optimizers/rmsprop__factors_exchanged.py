"""I took rho for the new square and 1 - rho for the old mean.

costs: test_rmsprop_first, test_rmsprop_path, test_rmsprop_elements, test_rmsprop_epsilon,
  test_rmsprop_keras
hint: rho says how much of the old mean is kept: rho * s + (1 - rho) * g².
"""

import numpy as np


def rmsprop(w, g, state, lr=0.001, rho=0.9, eps=1e-7):
    s = (1 - rho) * state.get("s", 0) + rho * g**2
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}
