"""A layer has i j weights and j biases.

costs: test_multiply_forward, test_multiply_backward
hint: biases are added, not multiplied: i times j for each layer and sample.
"""


def multiply_count(sizes, samples, epochs=1):
    products = [(i + 1) * j for i, j in zip(sizes, sizes[1:], strict=False)]
    forward = epochs * samples * sum(products)
    backward = epochs * samples * (2 * sum(products) - products[0])
    return forward, backward
