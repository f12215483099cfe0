"""I called my dropout of the last exercise.

costs: test_2012_inference, test_2012_training
hint: here the factor comes at inference, not in training.
"""


def dropout_2012(x, p, rng, training):
    if training:
        return x * (rng.random(x.shape) >= p) / (1 - p)
    return x
