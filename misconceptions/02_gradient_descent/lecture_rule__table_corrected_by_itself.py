"""I took the rule of the table for the corrected rule, too.

costs: test_corrected_rule_steps, test_corrected_rule_below
hint: measure the slope at w: the step is proportional to it, and turns round below 2.
"""


def corrected_rule(w):
    return w - squared_error(w, INPUTS, DESIRED) / 60  # noqa: F821
