"""I switched neurons off in training and on again afterwards, as S2 says.

costs: test_dropout_training, test_dropout_mean
hint: the scale is missing: divide what stays by 1 - p.
"""


def dropout(x, p, rng, training):
    if not training:
        return x
    return x * (rng.random(x.shape) >= p)
