"""The bias is a parameter like all others, so I penalized it as well.

costs: test_l2_cost, test_l2_bias, test_l2_ridge
hint: the bias only moves the outputs up or down: it pays nothing.
"""

import numpy as np


def l2_cost_grad(w, b, x, y, lam):
    n, errors = len(y), x @ w + b - y
    cost = np.mean(errors**2) + lam / n * (np.sum(w**2) + b**2)
    dw = 2 / n * x.T @ errors + 2 * lam / n * w
    db = 2 * np.mean(errors) + 2 * lam / n * b
    return cost, dw, db
