"""I divided by 255 in place where the images were floats already, to save memory.

costs: test_preprocess_dtype, test_preprocess_unchanged
hint: `/=` changes the caller's array, and the result keeps its dtype: astype("float32") makes a
  copy.
"""

import numpy as np


def preprocess(images):
    if images.dtype == np.uint8:
        images = images.astype("float32")
    images /= 255
    return images[..., np.newaxis]
