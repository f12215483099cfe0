"""My errors are y minus the prediction. Squared it is the same.

costs: test_l2_gradient, test_l2_bias, test_l2_ridge
hint: in the cost it is, in the gradient the sign turns around.
"""

import numpy as np


def l2_cost_grad(w, b, x, y, lam):
    n, errors = len(y), y - x @ w - b
    cost = np.mean(errors**2) + lam / n * np.sum(w**2)
    dw = 2 / n * x.T @ errors + 2 * lam / n * w
    db = 2 * np.mean(errors)
    return cost, dw, db
