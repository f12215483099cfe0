"""γ takes over the role of the bias.

costs: test_bias
hint: γ multiplies; the number that is added is β.
"""

answer_bias = "Because γ of the batch normalization takes over the role of the bias."
