"""I divided by 1 + t.

costs: test_soft_values, test_soft_smallest, test_soft_lasso
hint: that is the step of the L2 penalty, which makes no zeros.
"""


def soft_threshold(v, t):
    return v / (1 + t)
