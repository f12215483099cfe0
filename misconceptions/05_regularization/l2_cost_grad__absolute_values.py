"""I summed the sizes of the weights.

costs: test_l2_cost, test_l2_gradient, test_l2_ridge
hint: that is L1: L2 squares them.
"""

import numpy as np


def l2_cost_grad(w, b, x, y, lam):
    n, errors = len(y), x @ w + b - y
    cost = np.mean(errors**2) + lam / n * np.sum(np.abs(w))
    dw = 2 / n * x.T @ errors + lam / n * np.sign(w)
    db = 2 * np.mean(errors)
    return cost, dw, db
