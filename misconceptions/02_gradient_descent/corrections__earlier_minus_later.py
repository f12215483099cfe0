"""I subtracted the new loss from the old one.

costs: test_corrections_change
hint: a change is later minus earlier: from 30 to 120 it is +90.
"""

corrections = {
    "change of the loss from w = 3 to w = 4": -90,
    "change of the loss from w = 3 to w = 2": 30,
    "relative change of the loss for each relative change of w, at w = 3": 6,
    "change of w that brings the loss from 30 to 0": -1,
    "slope at w = 2.5": 30,
    "slope at w = 2.375": 22.5,
}
