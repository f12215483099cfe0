"""I remembered the last gradient and added rho times it.

costs: test_momentum_velocity, test_momentum_mean, test_momentum_coast, test_momentum_keras
hint: remember the velocity: all earlier gradients are in it, not only the last one.
"""


def momentum(w, g, state, lr=0.01, rho=0.9):
    v = rho * state.get("g", 0) + g
    return w - lr * v, {"g": g}
