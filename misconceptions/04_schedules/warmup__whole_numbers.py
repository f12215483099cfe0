"""Iterations are whole numbers, so I divided with //.

costs: test_warmup_climb, test_warmup_schedule
hint: t // w is 0 during the whole warmup: divide with /.
"""

import numpy as np


def warmup(t, alpha, w):
    t = np.asarray(t)
    return alpha * (np.minimum(t // w, 1) if w > 0 else np.ones(t.shape))
