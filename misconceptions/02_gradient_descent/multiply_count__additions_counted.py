"""Each product of a row and a column has as many additions as multiplications.

costs: test_multiply_forward, test_multiply_backward
hint: only the multiplications are asked for.
"""


def multiply_count(sizes, samples, epochs=1):
    products = [i * j for i, j in zip(sizes, sizes[1:], strict=False)]
    forward = 2 * epochs * samples * sum(products)
    backward = 2 * epochs * samples * (2 * sum(products) - products[0])
    return forward, backward
