"""I multiplied the random numbers with the vectors only.

costs: test_shifts
hint: each component is weighed with its eigenvalue: directions that vary little shift little.
"""


def color_shifts(values, vectors, alphas):
    return alphas @ vectors.T
