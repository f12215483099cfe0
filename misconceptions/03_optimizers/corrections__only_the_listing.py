"""I corrected what Python complains about, and the loop.

costs: test_corrections_sums, test_corrections_sign
hint: check the words as well: what has no factor 1 - rho is no mean.
"""

corrections = {
    "Adam: closing parentheses in its last line": 2,
    "Adam: updates for num_iterations = 1000": 999,
}
