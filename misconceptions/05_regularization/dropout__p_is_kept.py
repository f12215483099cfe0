"""I took p as the probability to keep an element, as older libraries did.

costs: test_dropout_training, test_dropout_share
hint: p is the probability to be dropped.
"""


def dropout(x, p, rng, training):
    if not training:
        return x
    return x * (rng.random(x.shape) < p) / p
