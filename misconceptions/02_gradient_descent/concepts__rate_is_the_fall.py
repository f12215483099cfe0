"""The learning rate is the amount by which the loss falls.

costs: test_rate
hint: it multiplies the slope; the loss may fall, stay or rise.
"""

answer_rate = "The loss falls by 0.01, and the weight moves as far as that takes."
