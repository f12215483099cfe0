"""I multiplied by t / w.

costs: test_warmup_after, test_warmup_schedule
hint: after the warmup the factor stays 1: np.minimum(t / w, 1).
"""

import numpy as np


def warmup(t, alpha, w):
    t = np.asarray(t)
    return alpha * t / w if w > 0 else alpha * np.ones(t.shape)
