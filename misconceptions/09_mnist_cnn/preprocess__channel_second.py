"""I put the channel axis behind the batch axis, as PyTorch has it.

costs: test_preprocess_shape, test_preprocess_range
hint: Keras wants the channels last: (n, 28, 28, 1).
"""

import numpy as np


def preprocess(images):
    return np.asarray(images, dtype="float32")[:, np.newaxis] / 255
