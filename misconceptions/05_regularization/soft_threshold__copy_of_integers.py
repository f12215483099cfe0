"""I copied v and filled in the results.

costs: test_soft_values
hint: a copy of an array of integers holds integers: 4.5 becomes 4.
"""


def soft_threshold(v, t):
    w = v.copy()
    for place in range(v.size):
        value = v.flat[place]
        w.flat[place] = value - t if value > t else value + t if value < -t else 0
    return w
