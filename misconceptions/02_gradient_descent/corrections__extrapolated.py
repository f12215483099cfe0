"""30 units of loss at a rate of 60 make a step of 0.5, so -0.5 is right.

costs: test_corrections_slope
hint: the slope gets smaller on the way: after 0.5 there is still a loss of 7.5. It is 0 at w =
  2.
"""

corrections = {
    "change of the loss from w = 3 to w = 4": 90,
    "change of the loss from w = 3 to w = 2": -30,
    "relative change of the loss for each relative change of w, at w = 3": 6,
    "slope at w = 2.5": 30,
    "slope at w = 2.375": 22.5,
}
