"""I computed every map from the image and the kernel alone.

costs: test_wrong_maps_practice, test_wrong_maps_right, test_wrong_maps_padding
hint: the arguments hold the stride and the padding, too: corr2d(image, **arguments).
"""

import numpy as np


def find_wrong_maps(claims):
    wrong = {}
    for name, claim in claims.items():
        arguments = claim["arguments"]
        if claim["operation"] == "corr2d":
            right = corr2d(claim["image"], arguments["k"])  # noqa: F821
        else:
            right = pool2d(claim["image"], arguments["size"])  # noqa: F821
        printed = claim["printed"]
        if right.shape != printed.shape or np.max(np.abs(right - printed)) >= 0.01:
            wrong[name] = right
    return wrong
