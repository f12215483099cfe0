"""I moved by the velocity first and updated it afterwards.

costs: test_momentum_first, test_momentum_velocity, test_momentum_mean, test_momentum_coast,
  test_momentum_rate, test_momentum_keras
hint: first the velocity takes in the gradient, then the weights move by the new velocity.
"""


def momentum(w, g, state, lr=0.01, rho=0.9):
    v = state.get("v", 0 * g)
    return w - lr * v, {"v": rho * v + g}
