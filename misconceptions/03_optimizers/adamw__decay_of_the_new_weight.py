"""I multiplied what came out of adam by 1 - lr * weight_decay.

costs: test_adamw_moments, test_adamw_keras
hint: in the formula both terms have the old w: subtract lr * weight_decay * w.
"""


def adamw(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.004):
    new_w, new_state = adam(w, g, state, lr, beta1, beta2, eps)  # noqa: F821
    return new_w * (1 - lr * weight_decay), new_state
