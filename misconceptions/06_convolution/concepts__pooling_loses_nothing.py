"""Neighbouring pixels are correlated, so pooling loses nothing.

costs: test_pooling
hint: of each window one value of four stays, and not its place.
"""

answer_pooling = (
    "Everything that matters: the other values of a window can be computed from its maximum."
)
