"""I wrote "Adam (almost)", the shorter listing of S1.

costs: test_adam_first, test_adam_time, test_adam_moments, test_adam_betas, test_adam_epsilon,
  test_adam_keras
hint: without the bias correction the first step is 3.162 times too long.
"""

import numpy as np


def adam(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7):
    m = beta1 * state.get("m", 0) + (1 - beta1) * g
    v = beta2 * state.get("v", 0) + (1 - beta2) * g**2
    return w - lr * m / (np.sqrt(v) + eps), {"m": m, "v": v}
