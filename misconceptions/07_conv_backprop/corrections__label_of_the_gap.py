"""The third label is a slip for W22, which has no formula yet.

costs: test_labels
hint: the label must fit the formula that is printed: it begins with X21, which stands beside
  W21 in h11.
"""

labels = ["W12", "W21", "W22"]
