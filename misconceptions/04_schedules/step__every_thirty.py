"""30, 60, 90: the rate falls every 30 epochs, so I used t // 30.

costs: test_step_again, test_step_other, test_step_vector, test_step_keras
hint: after the last milestone the rate stays, and other milestones need not be equally far
  apart.
"""

import numpy as np


def step(t, alpha0, milestones=(30, 60, 90), factor=0.1):
    return alpha0 * factor ** (np.asarray(t) // 30)
