"""Gradient descent finds the minimum from wherever it begins, so 0 is as good as anything.

costs: test_zeros
hint: neurons with equal weights get equal gradients, and stay equal: random weights part them.
"""

answer_zeros = "Nothing special: gradient descent goes downhill from any start to the same weights."
