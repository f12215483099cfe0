"""I multiplied the sizes of neighbouring layers and added them up.

costs: test_multiply_forward, test_multiply_backward
hint: that is one sample: every sample takes as many again.
"""


def multiply_count(sizes, samples, epochs=1):
    products = [i * j for i, j in zip(sizes, sizes[1:], strict=False)]
    forward = epochs * sum(products)
    backward = epochs * (2 * sum(products) - products[0])
    return forward, backward
