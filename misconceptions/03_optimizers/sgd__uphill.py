"""I added the learning rate times the gradient to the weights.

costs: test_sgd_step, test_sgd_curvature, test_sgd_keras
hint: the gradient points uphill: subtract it.
"""


def sgd(w, g, state, lr=0.01):
    return w + lr * g, state
