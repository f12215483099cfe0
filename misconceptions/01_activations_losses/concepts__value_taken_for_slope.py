"""The sigmoid gives 1/2 in the middle, so ten layers give (1/2)^10.

costs: test_vanishing
hint: 1/2 is its value; the gradient is multiplied by its slope, at most 1/4.
"""

answer_vanishing = "By (1/2)^10, about 0.001, because the sigmoid of 0 is 1/2."
