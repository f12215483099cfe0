"""I shrank the weights first, with w *= 1 - lr * weight_decay.

costs: test_adamw_unchanged
hint: `*=` changes the caller's array: (1 - lr * weight_decay) * w is a new one.
"""


def adamw(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.004):
    w *= 1 - lr * weight_decay
    return adam(w, g, state, lr, beta1, beta2, eps)  # noqa: F821
