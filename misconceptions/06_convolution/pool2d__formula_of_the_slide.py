"""I used (n - f + 1) // s from the slide.

costs: test_pool2d_shape, test_pool2d_max, test_pool2d_kinds, test_pool2d_overlap,
  test_pool2d_channels, test_pool2d_negative
hint: the slide has a slip: (n - f) // s + 1, which is 14 for 28 rows, and not 13.
"""

import numpy as np


def pool2d(x, size=2, stride=None, kind="max"):
    stride = size if stride is None else stride
    reduce = {"max": np.max, "min": np.min, "mean": np.mean}[kind]
    m_h, m_w = ((n - size + 1) // stride for n in x.shape[:2])
    out = np.zeros((m_h, m_w, *x.shape[2:]))
    for i, j in np.ndindex(m_h, m_w):
        top, left = i * stride, j * stride
        out[i, j] = reduce(x[top : top + size, left : left + size], axis=(0, 1))
    return out
