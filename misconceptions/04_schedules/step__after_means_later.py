"""After epoch 30 means t > 30, and Keras does it like that, too.

costs: test_step_boundary, test_step_keras
hint: at t = 30 thirty epochs are over, so the rate is lower already: >= and not >.
"""

import numpy as np


def step(t, alpha0, milestones=(30, 60, 90), factor=0.1):
    t = np.asarray(t)
    out = np.full(t.shape, float(alpha0))
    for milestone in milestones:
        out[t > milestone] *= factor
    return out
