"""I divided by the factor at each milestone.

costs: test_step_start, test_step_boundary, test_step_again, test_step_other, test_step_vector,
  test_step_keras
hint: the rate gets smaller: multiply by 0.1, or divide by 10.
"""

import numpy as np


def step(t, alpha0, milestones=(30, 60, 90), factor=0.1):
    t = np.asarray(t)
    out = np.full(t.shape, float(alpha0))
    for milestone in milestones:
        out[t >= milestone] /= factor
    return out
