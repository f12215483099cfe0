"""At inference I multiplied by 1 - p, as AlexNet did.

costs: test_dropout_inference
hint: one scale is enough: inverted dropout has it in training, so inference changes nothing.
"""


def dropout(x, p, rng, training):
    if not training:
        return x * (1 - p)
    return x * (rng.random(x.shape) >= p) / (1 - p)
