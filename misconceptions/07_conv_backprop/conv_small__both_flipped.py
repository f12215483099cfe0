"""S3 says that both backward passes use flipped filters, so I turned dh for the weights, too.

costs: test_small_weights, test_small_balance
hint: for the weights dh slides over the image as it stands: the order of the pixels in ∂W11 is
  that of h11.
"""

import numpy as np


def conv_small_backward(dh, x, w):
    f_h, f_w = w.shape
    bordered = np.pad(dh, ((f_h - 1, f_h - 1), (f_w - 1, f_w - 1)))
    dx = correlate(bordered, w[::-1, ::-1])  # noqa: F821
    dw = correlate(x, dh[::-1, ::-1])  # noqa: F821
    return dx, dw
