"""I dropped elements in every call.

costs: test_dropout_inference
hint: with training=False nothing is dropped.
"""


def dropout(x, p, rng, training):
    return x * (rng.random(x.shape) >= p) / (1 - p)
