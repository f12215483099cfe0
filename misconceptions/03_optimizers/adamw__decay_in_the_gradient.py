"""I added weight_decay * w to the gradient and called adam.

costs: test_adamw_decay, test_adamw_moments, test_adamw_keras
hint: that is Adam with an L2 penalty, which divides the strength away: subtract the decay
  apart.
"""


def adamw(w, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-7, weight_decay=0.004):
    return adam(w, g + weight_decay * w, state, lr, beta1, beta2, eps)  # noqa: F821
