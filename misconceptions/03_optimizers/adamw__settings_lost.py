"""I called adam(w, g, state, lr).

costs: test_adamw_off
hint: adam takes its defaults for what it is not given: hand on beta1, beta2 and eps.
"""


def adamw(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.004):
    new_w, new_state = adam(w, g, state, lr)  # noqa: F821
    return new_w - lr * weight_decay * w, new_state
