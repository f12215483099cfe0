"""The cosine has the larger rates in the beginning.

costs: test_distance
hint: and the smaller ones afterwards, by just as much: the curve is symmetric about its middle.
"""

answer_distance = "The cosine, as its rate stays high for longer in the beginning."
