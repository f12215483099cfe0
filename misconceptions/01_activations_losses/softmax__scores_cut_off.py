"""I cut the scores off at ±500, so that the exponential stays finite.

costs: test_softmax_extreme
hint: 1000 and 999 are both 500 then, and share equally. Subtract the maximum: differences stay.
"""

import numpy as np


def softmax(z, axis=-1):
    e = np.exp(np.clip(z, -500, 500))
    return e / np.sum(e, axis=axis, keepdims=True)
