"""log is the logarithm to base 10.

costs: test_msle_values
hint: in these formulas, as in np.log, log is the natural logarithm.
"""

import numpy as np


def msle(y, p):
    return np.mean((np.log10(1 + y) - np.log10(1 + p)) ** 2)
