"""The derivative of a step is 1 where the neuron is on.

costs: test_step
hint: that is ReLU. A step is flat on both sides, so its derivative is 0.
"""

answer_step = (
    "Nothing special: the derivative of a step is 1 where the neuron is on, 0 where it is off."
)
