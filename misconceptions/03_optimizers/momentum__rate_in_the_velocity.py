"""I put the learning rate into the velocity, as S0 and Keras do.

costs: test_momentum_rate
hint: in S1 the rate multiplies the velocity: a new rate then holds for the whole step.
"""


def momentum(w, g, state, lr=0.01, rho=0.9):
    v = rho * state.get("v", 0) + lr * g
    return w - v, {"v": v}
