"""I took the mean of the map to see how strongly the kernel answers.

costs: test_strongest_signs
hint: responses of both signs count: first the absolute values, then the mean.
"""

import numpy as np


def strongest(image, kernels):
    answers = {name: np.mean(corr2d(image, k)) for name, k in kernels.items()}  # noqa: F821
    return max(answers, key=answers.get)
