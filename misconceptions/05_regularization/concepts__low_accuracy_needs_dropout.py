"""A low validation accuracy calls for dropout.

costs: test_capacity
hint: with 62% on the training part nothing has been learned by heart: it underfits.
"""

answer_capacity = "More dropout: the validation accuracy is low."
