"""Max pooling has no weights, so it keeps nothing.

costs: test_kept
hint: it has to know where the largest pixel was.
"""

answer_kept = "Max pooling: it has no weights, so there is nothing to keep."
