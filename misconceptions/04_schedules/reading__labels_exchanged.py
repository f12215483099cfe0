"""The document prints the formula with the cosine behind Linear, so the wave is the linear one.

costs: test_curves_plain
hint: a line is straight, whatever is printed beside it.
"""

curves = {
    "A": "cosine",
    "B": "inverse_sqrt",
    "C": "linear",
    "D": "step",
    "E": "warmup of cosine",
    "F": "warmup of inverse_sqrt",
}
