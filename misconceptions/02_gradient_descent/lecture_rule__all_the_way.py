"""With a learning rate of 1/60 it is there in one step.

costs: test_corrected_rule_steps, test_corrected_rule_below
hint: true, but the first step should lead from 3 to 2.5: that is 1/120.
"""


def corrected_rule(w):
    return w - slope(w, INPUTS, DESIRED) / 60  # noqa: F821
