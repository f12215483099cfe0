"""I added everything up.

costs: test_cce_batch
hint: a cost is the mean over the examples: divide by m.
"""

import numpy as np


def cce(y, p):
    return -np.sum(y * np.log(np.clip(p, EPS, 1)))  # noqa: F821
