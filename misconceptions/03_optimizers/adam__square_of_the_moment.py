"""I used the new first moment in the second one.

costs: test_adam_first, test_adam_time, test_adam_moments, test_adam_betas, test_adam_epsilon,
  test_adam_keras
hint: both moments are means of what comes in, the gradient: v mixes in g**2.
"""

import numpy as np


def adam(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * g
    v = beta2 * state.get("v", 0) + (1 - beta2) * m**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), {"t": t, "m": m, "v": v}
