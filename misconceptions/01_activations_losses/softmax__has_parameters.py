"""The softmax layer has 84 · 10 + 10 parameters.

costs: test_softmax_parameters
hint: these belong to the dense layer that computes the scores. Softmax only computes with them.
"""

answer_softmax_parameters = (
    "850, one for each pair of an input and a class, and one bias for each class."
)
