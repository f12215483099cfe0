"""A CNN has 32 nodes where the ANN has 21,632.

costs: test_sharing
hint: each map has 26 * 26 values; it is the weights that are few: (3 * 3 + 1) * 32.
"""

answer_sharing = (
    "Compared with an ANN with as many nodes: 32 against 21,632, because each map is one node."
)
