"""With ten classes an untrained network is wrong in 9 of 10 cases, so the loss is 0.9.

costs: test_first_loss
hint: the cross-entropy takes a logarithm: -log(1/10) = 2.30.
"""

answer_first_loss = "About 0.9: the answer is wrong in nine cases of ten."
