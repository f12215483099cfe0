"""A larger loss has a larger gradient, so every optimizer takes longer steps.

costs: test_scale
hint: RMSProp and Adam divide by the size of the gradient.
"""

answer_scale = "All five take steps 1,000 times as long."
