"""I took np.mean over the whole array.

costs: test_cce_values, test_cce_batch, test_cce_soft
hint: this divides by m · K. The classes are summed, and only the examples are averaged.
"""

import numpy as np


def cce(y, p):
    return -np.mean(y * np.log(np.clip(p, EPS, 1)))  # noqa: F821
