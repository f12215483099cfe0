"""I corrected with 1 - beta1 and 1 - beta2.

costs: test_adam_time, test_adam_moments, test_adam_betas, test_adam_keras
hint: that is right in the first step only: the correction has beta to the power of t.
"""

import numpy as np


def adam(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7):
    m = beta1 * state.get("m", 0) + (1 - beta1) * g
    v = beta2 * state.get("v", 0) + (1 - beta2) * g**2
    m_hat, v_hat = m / (1 - beta1), v / (1 - beta2)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), {"m": m, "v": v}
