"""The w iterations are 0 … w - 1, so I divided by w - 1.

costs: test_warmup_climb, test_warmup_schedule
hint: at t = w the warmup is over; one iteration before it is not yet.
"""

import numpy as np


def warmup(t, alpha, w):
    t = np.asarray(t)
    return alpha * (np.minimum(t / (w - 1), 1) if w > 0 else np.ones(t.shape))
