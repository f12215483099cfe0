"""I added the penalty to the cost; the gradient comes from the data.

costs: test_l2_gradient, test_l2_ridge
hint: the gradient is that of the whole cost: the penalty has a slope, too.
"""

import numpy as np


def l2_cost_grad(w, b, x, y, lam):
    n, errors = len(y), x @ w + b - y
    cost = np.mean(errors**2) + lam / n * np.sum(w**2)
    dw = 2 / n * x.T @ errors
    db = 2 * np.mean(errors)
    return cost, dw, db
