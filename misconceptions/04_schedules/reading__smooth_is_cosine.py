"""A curve that falls to 0 is a cosine, a curve that does not is a line.

costs: test_curves_plain, test_curves_warmup
hint: look where it falls fastest: in the beginning (root), in the middle (cosine), or nowhere
  (line).
"""

curves = {
    "A": "linear",
    "B": "linear",
    "C": "cosine",
    "D": "step",
    "E": "warmup of linear",
    "F": "warmup of inverse_sqrt",
}
