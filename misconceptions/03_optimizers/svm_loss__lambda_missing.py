"""I added the sum of the squares, as on the slide.

costs: test_penalized
hint: without strength nobody can choose how much the penalty counts.
"""

import numpy as np


def penalized(loss, W, strength):
    return loss + np.sum(W**2)
