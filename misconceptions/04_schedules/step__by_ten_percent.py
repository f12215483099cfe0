"""A factor of 0.1 makes the rate smaller by 0.1 of itself.

costs: test_step_start, test_step_boundary, test_step_again, test_step_vector, test_step_keras
hint: multiply by the factor: a tenth is left, not nine tenths.
"""

import numpy as np


def step(t, alpha0, milestones=(30, 60, 90), factor=0.1):
    t = np.asarray(t)
    out = np.full(t.shape, float(alpha0))
    for milestone in milestones:
        out[t >= milestone] *= 1 - factor
    return out
