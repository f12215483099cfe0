"""The sum has nine products, so a single pixel hardly matters (question on the misprinted 3).

costs: test_window
hint: what counts is the weight that a pixel is multiplied by, and only the middle column has
  the weight 0.
"""

answer_window = "Any single pixel, because the sum of nine products hardly changes."
