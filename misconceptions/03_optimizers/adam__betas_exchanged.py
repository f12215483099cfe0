"""I took beta2 for the gradients and beta1 for their squares.

costs: test_adam_moments, test_adam_betas, test_adam_keras
hint: beta1 = 0.9 belongs to the first moment, beta2 = 0.999 to the squares.
"""

import numpy as np


def adam(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7):
    t = state.get("t", 0) + 1
    m = beta2 * state.get("m", 0) + (1 - beta2) * g
    v = beta1 * state.get("v", 0) + (1 - beta1) * g**2
    m_hat, v_hat = m / (1 - beta2**t), v / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), {"t": t, "m": m, "v": v}
