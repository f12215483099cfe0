"""I typed alpha * e^x - 1.

costs: test_elu_alpha, test_elu_extreme
hint: alpha multiplies the whole bracket: alpha · (e^x - 1), which is 0 at 0 for every alpha.
"""

import numpy as np


def elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1)
