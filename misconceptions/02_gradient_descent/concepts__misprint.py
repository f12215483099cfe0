"""The factor is missing at the output by mistake.

costs: test_signal
hint: it cancels with the denominator of the cross-entropy's derivative.
"""

answer_signal = "It is a misprint: the chain rule needs the factor in every layer."
