"""I drew one number for each neuron and dropped it for the whole batch.

costs: test_dropout_share
hint: each element is drawn by itself: rng.random(x.shape).
"""


def dropout(x, p, rng, training):
    if not training:
        return x
    return x * (rng.random(x.shape[-1]) >= p) / (1 - p)
