"""relu(x) and relu(-x) together are x, so one layer with w = 1 will do.

costs: test_relu_between
hint: put in x = -1: 0 + 1 = 1, and not -1. The sum is |x|, which bends at 0.
"""

answer_relu_between = "Yes: relu(x) + relu(-x) = x, so w = 1 and b = 0."
