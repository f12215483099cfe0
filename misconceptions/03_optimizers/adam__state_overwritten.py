"""I wrote t, m and v into the state that I got, and returned it.

costs: test_adam_unchanged
hint: nothing that is handed over may change: return a new dict.
"""

import numpy as np


def adam(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7):
    state["t"] = t = state.get("t", 0) + 1
    state["m"] = m = beta1 * state.get("m", 0) + (1 - beta1) * g
    state["v"] = v = beta2 * state.get("v", 0) + (1 - beta2) * g**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), state
