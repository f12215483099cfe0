"""I wrote the learning rate 0.01 into the formula.

costs: test_sgd_step, test_sgd_curvature, test_sgd_keras
hint: use `lr`: the caller chooses the rate, 0.01 is only its default.
"""


def sgd(w, g, state, lr=0.01):
    return w - 0.01 * g, state
