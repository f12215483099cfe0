"""I collected all numbers with what I computed for them.

costs: test_corrections_change, test_corrections_slope
hint: only the wrong ones: six of the twelve are right.
"""

corrections = {
    "sum of the absolute errors at w = 3": 10,
    "loss at w = 3": 30,
    "loss at w = 3.0001": 30.0060003,
    "slope at w = 3": 60,
    "change of the loss from w = 3 to w = 4": 90,
    "change of the loss from w = 3 to w = 2": -30,
    "relative change of the loss for each relative change of w, at w = 3": 6,
    "change of w that brings the loss from 30 to 0": -1,
    "loss at w = 2.5": 7.5,
    "slope at w = 2.5": 30,
    "loss at w = 2.375": 4.21875,
    "slope at w = 2.375": 22.5,
}
