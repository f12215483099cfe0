"""I wrote the new velocity into the state that I got.

costs: test_momentum_unchanged
hint: nothing that is handed over may change: return a new dict.
"""


def momentum(w, g, state, lr=0.01, rho=0.9):
    state["v"] = rho * state.get("v", 0) + g
    return w - lr * state["v"], state
