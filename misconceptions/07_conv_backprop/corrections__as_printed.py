"""The slide will be right: three labels as they are printed.

costs: test_labels
hint: one label cannot have two different formulas.
"""

labels = ["W12", "W21", "W12"]
