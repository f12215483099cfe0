"""L1 pushes harder, since it is larger.

costs: test_corner
hint: it is about the slope near 0.
"""

answer_corner = "L1 is larger than L2 for every weight, so it pushes harder."
