"""I looked for the largest value, beginning with 0.

costs: test_pool2d_negative
hint: the maximum of negative values is negative: begin with the first value, or use np.max.
"""

import numpy as np


def pool2d(x, size=2, stride=None, kind="max"):
    stride = size if stride is None else stride
    m_h, m_w = ((n - size) // stride + 1 for n in x.shape[:2])
    out = np.zeros((m_h, m_w, *x.shape[2:]))
    for i, j in np.ndindex(m_h, m_w):
        top, left = i * stride, j * stride
        window = x[top : top + size, left : left + size]
        if kind == "max":
            for u, v in np.ndindex(size, size):
                out[i, j] = np.maximum(out[i, j], window[u, v])
        else:
            out[i, j] = (np.min if kind == "min" else np.mean)(window, axis=(0, 1))
    return out
