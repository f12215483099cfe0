"""I multiplied with the vectors as they are, so that the rows were the components.

costs: test_shifts
hint: vectors[:, j] is a column: multiply by the transposed matrix.
"""


def color_shifts(values, vectors, alphas):
    return (alphas * values) @ vectors
