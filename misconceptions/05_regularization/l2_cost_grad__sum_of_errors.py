"""I summed the squared errors.

costs: test_l2_cost, test_l2_gradient, test_l2_bias, test_l2_ridge
hint: the cost is their mean: divide by n.
"""

import numpy as np


def l2_cost_grad(w, b, x, y, lam):
    n, errors = len(y), x @ w + b - y
    cost = np.sum(errors**2) + lam / n * np.sum(w**2)
    dw = 2 * x.T @ errors + 2 * lam / n * w
    db = 2 * np.sum(errors)
    return cost, dw, db
