"""On the way back one product is left out, that of the last layer.

costs: test_multiply_backward
hint: it is that of the first: W2ᵀ dZ2 is needed for dZ1, but W1ᵀ dZ1 for nothing.
"""


def multiply_count(sizes, samples, epochs=1):
    products = [i * j for i, j in zip(sizes, sizes[1:], strict=False)]
    forward = epochs * samples * sum(products)
    backward = epochs * samples * (2 * sum(products) - products[-1])
    return forward, backward
