"""I set the dropped elements of x to 0.

costs: test_dropout_unchanged
hint: x belongs to the caller: work on a new array.
"""


def dropout(x, p, rng, training):
    if not training:
        return x
    x[rng.random(x.shape) < p] = 0
    return x / (1 - p)
