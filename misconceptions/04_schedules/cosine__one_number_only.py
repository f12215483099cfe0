"""I used math.cos and min.

costs: test_cosine_vector
hint: they take one number; np.cos and np.minimum take arrays, too.
"""

import math


def cosine(t, alpha0, T):
    return 0.5 * alpha0 * (1 + math.cos(math.pi * min(t / T, 1)))
