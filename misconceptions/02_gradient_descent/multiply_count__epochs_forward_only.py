"""I multiplied the forward count by the epochs.

costs: test_multiply_epochs
hint: every epoch has a way back, too.
"""


def multiply_count(sizes, samples, epochs=1):
    products = [i * j for i, j in zip(sizes, sizes[1:], strict=False)]
    forward = epochs * samples * sum(products)
    backward = samples * (2 * sum(products) - products[0])
    return forward, backward
