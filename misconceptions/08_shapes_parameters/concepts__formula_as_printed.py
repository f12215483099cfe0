"""The number is printed beside the formula, so they belong together.

costs: test_formula
hint: type the formula in: 11/4 is taken from 227.
"""

answer_formula = "Everything: the formula gives the number, and the number is the flops."
