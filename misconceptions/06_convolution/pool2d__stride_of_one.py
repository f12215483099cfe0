"""If no stride is given, it is 1, as in corr2d.

costs: test_pool2d_shape
hint: pooling windows lie side by side: without a stride given, it is as large as the window.
"""

import numpy as np


def pool2d(x, size=2, stride=None, kind="max"):
    stride = 1 if stride is None else stride
    reduce = {"max": np.max, "min": np.min, "mean": np.mean}[kind]
    m_h, m_w = ((n - size) // stride + 1 for n in x.shape[:2])
    out = np.zeros((m_h, m_w, *x.shape[2:]))
    for i, j in np.ndindex(m_h, m_w):
        top, left = i * stride, j * stride
        out[i, j] = reduce(x[top : top + size, left : left + size], axis=(0, 1))
    return out
