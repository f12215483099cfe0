"""The lecture says: reduce the weight by 0.5.

costs: test_lecture_rule_table, test_lecture_rule_below
hint: this is the first step only; in the second the error is 7.5, and the weight moves by
  0.125.
"""


def lecture_rule(w):
    return w - 0.5
