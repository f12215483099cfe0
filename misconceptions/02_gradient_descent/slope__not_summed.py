"""The slope is 2 x (w x - y).

costs: test_slope, test_slope_any_data
hint: that is one number for each point: the slope of the sum is their sum.
"""


def slope(w, x, y):
    return 2 * x * (w * x - y)
