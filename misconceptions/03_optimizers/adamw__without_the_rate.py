"""I subtracted weight_decay * w.

costs: test_adamw_decay, test_adamw_moments, test_adamw_keras
hint: the learning rate multiplies the decay, too: lr * weight_decay * w.
"""


def adamw(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.004):
    new_w, new_state = adam(w, g, state, lr, beta1, beta2, eps)  # noqa: F821
    return new_w - weight_decay * w, new_state
