"""The test part was not trained on, so it may choose.

costs: test_split
hint: what chooses looks better than it is.
"""

answer_split = "Nothing: no network was trained on the test part."
