"""I wrote the 30, 60, 90 and 0.1 of the slide.

costs: test_step_other, test_step_vector, test_step_keras
hint: these are the defaults only: use the arguments.
"""

import numpy as np


def step(t, alpha0, milestones=(30, 60, 90), factor=0.1):
    t = np.asarray(t)
    return alpha0 * 0.1 ** ((t >= 30) * 1.0 + (t >= 60) + (t >= 90))
