"""AdaGrad divides by the size of the gradient.

costs: test_adagrad
hint: it divides by the root of a sum that grows with every step.
"""

answer_adagrad = "A constant rate: dividing by the size of the gradient makes all steps equal."
