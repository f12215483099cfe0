"""I took the largest value of the whole window, through all channels.

costs: test_pool2d_channels
hint: channels are pooled one by one: np.max(window, axis=(0, 1)).
"""

import numpy as np


def pool2d(x, size=2, stride=None, kind="max"):
    stride = size if stride is None else stride
    reduce = {"max": np.max, "min": np.min, "mean": np.mean}[kind]
    m_h, m_w = ((n - size) // stride + 1 for n in x.shape[:2])
    out = np.zeros((m_h, m_w, *x.shape[2:]))
    for i, j in np.ndindex(m_h, m_w):
        top, left = i * stride, j * stride
        out[i, j] = reduce(x[top : top + size, left : left + size])
    return out
