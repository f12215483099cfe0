"""I made the rates with np.full_like(t, alpha0).

costs: test_step_start, test_step_boundary, test_step_again, test_step_other, test_step_vector,
  test_step_keras
hint: that array is as whole as the epochs, and 0.1 becomes 0: make an array of floats.
"""

import numpy as np


def step(t, alpha0, milestones=(30, 60, 90), factor=0.1):
    t = np.asarray(t)
    out = np.full_like(t, alpha0)
    for milestone in milestones:
        out = np.where(t >= milestone, out * factor, out)
    return out
