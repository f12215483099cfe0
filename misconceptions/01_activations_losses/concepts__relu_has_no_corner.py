"""A function must be differentiable everywhere, as ReLU is.

costs: test_step
hint: ReLU has a corner at 0. What counts is that its slope is not 0 on a whole side.
"""

answer_step = "The step is not differentiable at 0, and ReLU is."
