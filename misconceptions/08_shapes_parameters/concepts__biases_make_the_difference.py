"""The two totals differ by the biases.

costs: test_totals
hint: there are only 10,568 biases.
"""

answer_totals = "62M with biases and 60M without them."
