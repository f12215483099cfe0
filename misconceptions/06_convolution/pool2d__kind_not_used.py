"""I wrote the maximum and forgot that there are other kinds.

costs: test_pool2d_kinds, test_pool2d_channels, test_pool2d_negative
hint: the argument kind chooses between np.max, np.min and np.mean.
"""

import numpy as np


def pool2d(x, size=2, stride=None, kind="max"):
    stride = stride or size
    m_h, m_w = ((n - size) // stride + 1 for n in x.shape[:2])
    out = np.zeros((m_h, m_w, *x.shape[2:]))
    for i, j in np.ndindex(m_h, m_w):
        top, left = i * stride, j * stride
        out[i, j] = np.max(x[top : top + size, left : left + size], axis=(0, 1))
    return out
