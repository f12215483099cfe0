"""I returned the new weights; there is nothing to remember.

costs: test_sgd_step, test_sgd_curvature, test_sgd_keras
hint: return two things: the new weights, and the state as it came.
"""


def sgd(w, g, state, lr=0.01):
    return w - lr * g
