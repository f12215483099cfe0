"""I left eps away, as it is only 0.0000001.

costs: test_adam_epsilon
hint: a weight whose gradient was always 0 gives 0 / 0: add eps to the root.
"""

import numpy as np


def adam(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * g
    v = beta2 * state.get("v", 0) + (1 - beta2) * g**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat)), {"t": t, "m": m, "v": v}
