"""I corrected the rule to error divided by slope.

costs: test_corrected_rule_below
hint: that gives the same steps here, but 0 / 0 at the minimum, and is not gradient descent.
"""


def corrected_rule(w):
    return w - squared_error(w, INPUTS, DESIRED) / slope(w, INPUTS, DESIRED)  # noqa: F821
