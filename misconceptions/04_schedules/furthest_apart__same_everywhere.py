"""Start, middle and end are the same, so I looked at a quarter of the way.

costs: test_furthest_apart
hint: a quarter is near, but not the largest: try many fractions.
"""

furthest_apart = (0.25, 0.1036)
