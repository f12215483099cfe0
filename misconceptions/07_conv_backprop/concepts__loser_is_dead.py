"""A pixel with the gradient 0 is dead.

costs: test_loser
hint: another image, or the same one after the next step, can have another winner.
"""

answer_loser = "This pixel plays no part in the network and never will: its neuron is dead."
