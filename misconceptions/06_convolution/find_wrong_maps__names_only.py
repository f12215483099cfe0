"""I returned the names of the wrong claims.

costs: test_wrong_maps_practice, test_wrong_maps_right, test_wrong_maps_stride,
  test_wrong_maps_padding, test_wrong_maps_pooling, test_wrong_maps_x
hint: a dict: the name and the right map.
"""

import numpy as np


def find_wrong_maps(claims):
    wrong = []
    for name, claim in claims.items():
        function = corr2d if claim["operation"] == "corr2d" else pool2d  # noqa: F821
        right, printed = function(claim["image"], **claim["arguments"]), claim["printed"]
        if right.shape != printed.shape or np.max(np.abs(right - printed)) >= 0.01:
            wrong.append(name)
    return wrong
