"""I returned the step, lr times the gradient.

costs: test_sgd_step, test_sgd_curvature, test_sgd_keras
hint: the step is taken from the old weights: w - lr * g.
"""


def sgd(w, g, state, lr=0.01):
    return lr * g, state
