"""For ∂W22 I took the products of ∂X22.

costs: test_terms
hint: the gradient of a weight is made of pixels: which pixel stands beside W22 in each line?
"""

terms = [("X11", "h22"), ("X12", "h21"), ("X21", "h12"), ("X22", "h11")]
