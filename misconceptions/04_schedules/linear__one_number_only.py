"""I used min(t / T, 1).

costs: test_linear_vector
hint: Python's min compares single numbers, np.minimum entry by entry.
"""


def linear(t, alpha0, T, alpha_end=0.0):
    return alpha0 + (alpha_end - alpha0) * min(t / T, 1)
