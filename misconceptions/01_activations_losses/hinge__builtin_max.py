"""I wrote max(0, 1 - t s).

costs: test_hinge_values, test_hinge_classes
hint: the built-in max asks whether a whole array is larger than 0: np.maximum compares number
  by number.
"""

import numpy as np


def hinge(t, s):
    return np.mean(max(0, 1 - t * s))
