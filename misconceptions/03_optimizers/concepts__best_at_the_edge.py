"""0.1 was the best of the scale, so I would take it.

costs: test_edge
hint: a best value at the edge says that the search was too narrow.
"""

answer_edge = "Take 0.1: it is the best of all rates that the lecture recommends."
