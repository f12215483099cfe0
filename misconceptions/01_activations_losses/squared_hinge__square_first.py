"""I squared 1 - t s and then took the maximum with 0.

costs: test_squared_hinge_values
hint: a square is never below 0, so the maximum does nothing then. First the maximum, then the
  square.
"""

import numpy as np


def squared_hinge(t, s):
    return np.mean(np.maximum(0, (1 - t * s) ** 2))
