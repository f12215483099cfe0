"""The slope of λw² is λw.

costs: test_l2_gradient, test_l2_ridge
hint: the 2 comes down: 2λw.
"""

import numpy as np


def l2_cost_grad(w, b, x, y, lam):
    n, errors = len(y), x @ w + b - y
    cost = np.mean(errors**2) + lam / n * np.sum(w**2)
    dw = 2 / n * x.T @ errors + lam / n * w
    db = 2 * np.mean(errors)
    return cost, dw, db
