"""Groups change how the work is shared, not the weights.

costs: test_totals
hint: a filter is half as deep in two groups.
"""

answer_totals = "60M in both cases: groups change the multiplications, not the parameters."
