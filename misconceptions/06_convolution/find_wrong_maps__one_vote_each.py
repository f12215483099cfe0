"""Every value gets a vote: one vote each (question on the votes).

costs: test_vote
hint: the vote depends on how strongly the value predicts the class: on its weight.
"""

answer_vote = "One vote, as for all the others: X wins if more than half of the values are above 0."
