"""I took the mean of 1 - t s.

costs: test_hinge_values, test_hinge_classes
hint: beyond the margin the loss is 0, not negative: max(0, …) for each example, before the
  mean.
"""

import numpy as np


def hinge(t, s):
    return np.mean(1 - t * s)
