"""S3 says times 0.5, so I multiplied by 0.5.

costs: test_2012_inference
hint: AlexNet's p was 0.5: in general it is 1 - p.
"""


def dropout_2012(x, p, rng, training):
    if training:
        return x * (rng.random(x.shape) >= p)
    return x * 0.5
