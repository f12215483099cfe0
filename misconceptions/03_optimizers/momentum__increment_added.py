"""S0 calls it a weight increment, so I added it.

costs: test_momentum_first, test_momentum_velocity, test_momentum_mean, test_momentum_keras
hint: as it is written the increment points uphill: subtract it.
"""


def momentum(w, g, state, lr=0.01, rho=0.9):
    v = rho * state.get("v", 0) + g
    return w + lr * v, {"v": v}
