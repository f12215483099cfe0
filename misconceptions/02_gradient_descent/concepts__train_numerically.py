"""Without formulas there are no mistakes, so train with the numerical gradient.

costs: test_numeric
hint: two forward passes for each of 53,578 parameters, for every step.
"""

answer_numeric = (
    "To train with: it cannot contain a wrong formula, so the network learns more reliably."
)
