"""A map is wrong if it is not exactly what I compute.

costs: test_wrong_maps_right
hint: 0.77 for 7/9 is off by less than 0.01, which our rule allows: compare with a tolerance.
"""

import numpy as np


def find_wrong_maps(claims):
    wrong = {}
    for name, claim in claims.items():
        function = corr2d if claim["operation"] == "corr2d" else pool2d  # noqa: F821
        right = function(claim["image"], **claim["arguments"])
        if not np.array_equal(right, claim["printed"]):
            wrong[name] = right
    return wrong
