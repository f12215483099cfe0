"""I divided in training and multiplied at inference.

costs: test_2012_training
hint: one of the two: in training what stays is left as it is.
"""


def dropout_2012(x, p, rng, training):
    if training:
        return x * (rng.random(x.shape) >= p) / (1 - p)
    return x * (1 - p)
