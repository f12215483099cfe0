"""Each layer has two products on the way back.

costs: test_multiply_backward
hint: the first has one: nobody needs the derivative by the inputs.
"""


def multiply_count(sizes, samples, epochs=1):
    products = [i * j for i, j in zip(sizes, sizes[1:], strict=False)]
    forward = epochs * samples * sum(products)
    backward = 2 * forward
    return forward, backward
