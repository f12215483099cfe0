"""I returned the state that I had got.

costs: test_adamw_off, test_adamw_keras
hint: return the state that adam returns: otherwise every step is the first.
"""


def adamw(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.004):
    new_w, _ = adam(w, g, state, lr, beta1, beta2, eps)  # noqa: F821
    return new_w - lr * weight_decay * w, state
