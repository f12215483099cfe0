"""The slope is the relative change: the slide says 60x.

costs: test_corrections_change
hint: relative means in parts: 0.006 of 30 divided by 0.0001 of 3 is 6.
"""

corrections = {
    "change of the loss from w = 3 to w = 4": 90,
    "change of the loss from w = 3 to w = 2": -30,
    "relative change of the loss for each relative change of w, at w = 3": 60,
    "change of w that brings the loss from 30 to 0": -1,
    "slope at w = 2.5": 30,
    "slope at w = 2.375": 22.5,
}
