"""The boundaries are epochs, as in the lecture.

costs: test_units
hint: Keras counts iterations: a boundary of 30 epochs is 30 · 469.
"""

answer_units = "The rate falls after 30, 60 and 90 epochs, as on the slide."
