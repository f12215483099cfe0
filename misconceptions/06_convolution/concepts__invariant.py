"""Convolution is translation invariant, so the map does not change.

costs: test_shift
hint: the map moves with the digit: equivariant. Invariant would mean an unchanged map.
"""

answer_shift = "It stays as it is: this is what invariance means."
