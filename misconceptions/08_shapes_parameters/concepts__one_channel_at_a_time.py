"""A filter of 11 x 11 has 121 weights.

costs: test_formula
hint: it reaches through three channels.
"""

answer_formula = (
    "The number, but 34,848 must be 96 · 11 · 11 = 11,616: a filter is applied to one "
    "channel at a time."
)
