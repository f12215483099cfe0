"""The slope of -log p is -1/p, so it is -22,027.

costs: test_slopes
hint: that is the slope with respect to p; with respect to z it is multiplied by p(1 - p), and p
  - 1 is left.
"""

answer_slopes = (
    "-0.000045 and -22,027: the squared error is flat, and the cross-entropy falls by 1/p."
)
