"""I wrote the 0.9 of the slide into the formula.

costs: test_momentum_velocity, test_momentum_mean, test_momentum_coast, test_momentum_rate,
  test_momentum_keras
hint: rho is an argument; 0.9 is only its default.
"""


def momentum(w, g, state, lr=0.01, rho=0.9):
    v = 0.9 * state.get("v", 0) + g
    return w - lr * v, {"v": v}
