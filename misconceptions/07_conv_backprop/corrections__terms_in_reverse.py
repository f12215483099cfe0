"""I wrote the outputs of ∂W22 in reverse order, since filters are flipped in the backward pass.

costs: test_terms
hint: X22 stands beside W22 in the line of h11, so its partner is ∂h11.
"""

terms = [("X22", "h22"), ("X23", "h21"), ("X32", "h12"), ("X33", "h11")]
