"""I looked whether the first milestone is passed.

costs: test_step_boundary, test_step_again, test_step_other, test_step_vector, test_step_keras
hint: each milestone that is passed multiplies by the factor once more.
"""

import numpy as np


def step(t, alpha0, milestones=(30, 60, 90), factor=0.1):
    t = np.asarray(t)
    passed = np.any([t >= milestone for milestone in milestones], axis=0)
    return np.where(passed, alpha0 * factor, float(alpha0))
