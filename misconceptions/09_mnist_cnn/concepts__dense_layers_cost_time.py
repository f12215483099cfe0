"""Fully connected layers connect everything with everything, so they cost most of the time.

costs: test_dense_cost
hint: each of their weights is used once for an image; a convolution's is used at every
  position.
"""

answer_dense_cost = (
    "Most of the multiplications (89%), because every input is connected with every output."
)
