"""At inference I multiplied by p.

costs: test_2012_inference
hint: the share that stays in training is 1 - p.
"""


def dropout_2012(x, p, rng, training):
    if training:
        return x * (rng.random(x.shape) >= p)
    return x * p
