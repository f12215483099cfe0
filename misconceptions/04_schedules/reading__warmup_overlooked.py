"""I looked at how the curves fall.

costs: test_curves_warmup
hint: E and F climb first: a warmup of the schedule that follows.
"""

curves = {
    "A": "linear",
    "B": "inverse_sqrt",
    "C": "cosine",
    "D": "step",
    "E": "cosine",
    "F": "inverse_sqrt",
}
