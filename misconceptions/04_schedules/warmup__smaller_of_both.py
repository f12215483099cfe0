"""I took the smaller one of the climb to the largest rate and the schedule.

costs: test_warmup_schedule
hint: each rate is multiplied by its own factor t / w.
"""

import numpy as np


def warmup(t, alpha, w):
    t = np.asarray(t)
    if w == 0:
        return alpha * np.ones(t.shape)
    return np.minimum(alpha, np.max(alpha) * t / w) * np.ones(t.shape)
