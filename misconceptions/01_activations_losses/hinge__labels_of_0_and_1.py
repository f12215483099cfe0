"""The labels are 0 and 1, so I turned them into -1 and 1 with 2 t - 1.

costs: test_hinge_classes
hint: hinge losses get labels of -1 and 1 already; 2 t - 1 makes -3 of a -1.
"""

import numpy as np


def hinge(t, s):
    return np.mean(np.maximum(0, 1 - (2 * t - 1) * s))
