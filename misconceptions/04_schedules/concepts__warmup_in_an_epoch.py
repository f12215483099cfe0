"""5,000 iterations are over soon.

costs: test_warmup_length
hint: one epoch has 469 iterations here, five have 2,345.
"""

answer_warmup_length = "The full α₀, since 5,000 iterations are far less than one epoch."
