"""I subtracted the maximum with -= to save memory.

costs: test_softmax_unchanged
hint: z -= … changes the caller's scores. z - … makes a new array.
"""

import numpy as np


def softmax(z, axis=-1):
    z -= np.max(z, axis=axis, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=axis, keepdims=True)
