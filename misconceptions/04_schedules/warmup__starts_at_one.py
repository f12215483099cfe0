"""I counted the iterations from 1, so that the first one is not wasted.

costs: test_warmup_climb, test_warmup_schedule
hint: from 0 on means a rate of 0 at t = 0; the full rate is reached at t = w, not before.
"""

import numpy as np


def warmup(t, alpha, w):
    t = np.asarray(t)
    return alpha * (np.minimum((t + 1) / w, 1) if w > 0 else np.ones(t.shape))
