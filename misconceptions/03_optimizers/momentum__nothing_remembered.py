"""I returned the state as I got it.

costs: test_momentum_velocity, test_momentum_mean, test_momentum_coast, test_momentum_rate,
  test_momentum_keras
hint: put the new velocity into the state that you return; otherwise every step is the first.
"""


def momentum(w, g, state, lr=0.01, rho=0.9):
    v = rho * state.get("v", 0) + g
    return w - lr * v, state
