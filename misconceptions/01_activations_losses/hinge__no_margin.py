"""An answer with the right sign costs nothing.

costs: test_hinge_values, test_hinge_classes
hint: it must be right by a margin of 1: max(0, 1 - t s).
"""

import numpy as np


def hinge(t, s):
    return np.mean(np.maximum(0, -t * s))
