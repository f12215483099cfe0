"""The slope is 60, so one unit of weight changes the loss by 60, in both directions.

costs: test_corrections_change
hint: a slope holds near a point only: from 3 to 4 it is +90, from 3 to 2 it is -30.
"""

corrections = {
    "relative change of the loss for each relative change of w, at w = 3": 6,
    "change of w that brings the loss from 30 to 0": -1,
    "slope at w = 2.5": 30,
    "slope at w = 2.375": 22.5,
}
