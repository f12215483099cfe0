"""The lecture gives the same O for both, so the counts are the same.

costs: test_multiply_backward
hint: big-O leaves a factor away: dW and the next dZ are two products for each layer but the
  first.
"""


def multiply_count(sizes, samples, epochs=1):
    products = [i * j for i, j in zip(sizes, sizes[1:], strict=False)]
    forward = epochs * samples * sum(products)
    backward = forward
    return forward, backward
