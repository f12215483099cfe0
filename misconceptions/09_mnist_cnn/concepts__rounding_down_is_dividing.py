"""Max pooling rounds down, so every size can be divided by two.

costs: test_sizes
hint: 227 / 2 is 113.5: a row and a column are left away.
"""

answer_sizes = "Yes: max pooling rounds down, so that every size is divisible by two."
