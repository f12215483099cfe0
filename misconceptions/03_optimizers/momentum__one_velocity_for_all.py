"""I kept the velocity in a dict of my own, a default argument.

costs: test_momentum_velocity, test_momentum_mean, test_momentum_rate, test_momentum_state,
  test_momentum_keras
hint: other weights would go on with this velocity: keep it in the state.
"""


def momentum(w, g, state, lr=0.01, rho=0.9, velocity={}):  # noqa: B006
    old = velocity.get(g.shape, 0)
    velocity[g.shape] = rho * old + g
    return w - lr * velocity[g.shape], state
