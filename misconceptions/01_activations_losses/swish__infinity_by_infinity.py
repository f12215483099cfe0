"""I used x e^x / (1 + e^x), which is the same thing.

costs: test_swish
hint: for x = 1000 it is infinity by infinity. Multiply x by a sigmoid that stays finite.
"""

import numpy as np


def swish(x):
    return x * np.exp(x) / (1 + np.exp(x))
