"""I returned the largest accuracy.

costs: test_best_rate
hint: the question is which rate has it.
"""


def best_rate(table):
    return float(table["accuracy"].max())
