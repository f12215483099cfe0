"""I typed the formula as it stands.

costs: test_softmax_extreme
hint: e^1000 is infinity. Subtract the largest score first: nothing changes, and no exponent is
  above 0.
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(z)
    return e / np.sum(e, axis=axis, keepdims=True)
