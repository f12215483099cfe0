"""Twice as large, twice as many.

costs: test_growth
hint: both sides double: four times the pixels.
"""

answer_growth = "They double, as the image's side does."
