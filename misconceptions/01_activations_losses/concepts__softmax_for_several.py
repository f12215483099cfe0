"""Twenty classes: softmax with the categorical cross-entropy.

costs: test_output
hint: softmax lets exactly one class be right; several or none need a sigmoid for each.
"""

answer_output = "Softmax over the twenty kinds with the categorical cross-entropy."
