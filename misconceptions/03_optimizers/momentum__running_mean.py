"""The slide says running mean of gradients, so I put (1 - rho) in front of g.

costs: test_momentum_first, test_momentum_velocity, test_momentum_mean, test_momentum_keras
hint: the formula has no such factor: the velocity is a sum and grows to g / (1 - rho).
"""


def momentum(w, g, state, lr=0.01, rho=0.9):
    v = rho * state.get("v", 0) + (1 - rho) * g
    return w - lr * v, {"v": v}
