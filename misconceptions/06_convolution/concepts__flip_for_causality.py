"""The flip ensures causality, which images do not need.

costs: test_flip
hint: causality is a kernel that is 0 before time 0; the flip gives commutativity and the
  impulse response.
"""

answer_flip = "Because images have no time, and the flip is only needed for causality."
