"""I multiplied all sizes.

costs: test_multiply_forward, test_multiply_backward
hint: each pair of neighbours makes a product of matrices; their counts are added.
"""


def multiply_count(sizes, samples, epochs=1):
    product = 1
    for size in sizes:
        product *= size
    return epochs * samples * product, 2 * epochs * samples * product
