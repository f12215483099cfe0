"""A minibatch has fewer images, so its gradient must be smaller.

costs: test_minibatch
hint: both gradients are means, so both are of the same size.
"""

answer_minibatch = (
    "It is too small by a factor of 64 / 55,000, so that the learning rate must be larger."
)
