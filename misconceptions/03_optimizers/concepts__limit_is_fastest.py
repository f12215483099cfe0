"""The largest rate that does not diverge is the fastest.

costs: test_conditioning
hint: the limit comes from the steep direction; along the valley the factor is 0.98.
"""

answer_conditioning = "About 5: a rate at the limit is the fastest one that there is."
