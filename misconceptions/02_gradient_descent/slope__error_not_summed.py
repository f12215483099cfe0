"""The error is (w x - y)².

costs: test_squared_error
hint: that is one number for each point: add them up.
"""


def squared_error(w, x, y):
    return (w * x - y) ** 2
