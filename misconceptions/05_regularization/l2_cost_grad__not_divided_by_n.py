"""The penalty is λ times the sum of squares.

costs: test_l2_cost, test_l2_gradient, test_l2_ridge
hint: that is another convention: here the penalty is divided by the number of examples, too.
"""

import numpy as np


def l2_cost_grad(w, b, x, y, lam):
    n, errors = len(y), x @ w + b - y
    cost = np.mean(errors**2) + lam * np.sum(w**2)
    dw = 2 / n * x.T @ errors + 2 * lam * w
    db = 2 * np.mean(errors)
    return cost, dw, db
