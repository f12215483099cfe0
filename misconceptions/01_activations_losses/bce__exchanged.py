"""In the slide's formula y is inside the logarithm, so I put the labels there.

costs: test_bce_values, test_bce_order
hint: on that slide y is the prediction. The label is the factor, the prediction is inside the
  logarithm.
"""

import numpy as np


def bce(y, p):
    y = np.clip(y, EPS, 1 - EPS)  # noqa: F821
    return np.mean(-p * np.log(y) - (1 - p) * np.log(1 - y))
