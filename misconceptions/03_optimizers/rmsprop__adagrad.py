"""I added up the squares of all gradients.

costs: test_rmsprop_first, test_rmsprop_path, test_rmsprop_elements, test_rmsprop_epsilon,
  test_rmsprop_keras
hint: that is AdaGrad: RMSProp forgets, old squares count rho times less with every step.
"""

import numpy as np


def rmsprop(w, g, state, lr=0.001, rho=0.9, eps=1e-7):
    s = state.get("s", 0) + g**2
    return w - lr * g / (np.sqrt(s) + eps), {"s": s}
