"""I computed it as Keras does, which corrects the learning rate.

costs: test_adam_epsilon
hint: then eps is not corrected with the rest, which counts where gradients are small.
"""

import numpy as np


def adam(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7):
    t = state.get("t", 0) + 1
    m = beta1 * state.get("m", 0) + (1 - beta1) * g
    v = beta2 * state.get("v", 0) + (1 - beta2) * g**2
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + eps), {"t": t, "m": m, "v": v}
