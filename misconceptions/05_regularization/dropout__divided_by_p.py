"""I divided what stays by p.

costs: test_dropout_training, test_dropout_mean
hint: p is dropped, 1 - p stays: divide by 1 - p. For p = 0.5 it is the same.
"""


def dropout(x, p, rng, training):
    if not training:
        return x
    return x * (rng.random(x.shape) >= p) / p
