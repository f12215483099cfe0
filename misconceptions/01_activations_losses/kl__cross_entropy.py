"""I computed minus the sum of p log q.

costs: test_kl_values, test_kl_identical, test_kl_direction, test_kl_zeros
hint: that is the cross-entropy. The divergence is 0 for identical distributions: divide by q
  inside the logarithm.
"""

import numpy as np


def kl(p, q):
    q = np.clip(q, EPS, 1)  # noqa: F821
    return -np.mean(np.sum(p * np.log(q), axis=1))
