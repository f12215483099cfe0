"""tanh is a sigmoid of twice the height, so L = 2 and nothing else changes.

costs: test_logistic
hint: x counts twice in the exponent, too: k = 2. Compare the slopes in the middle.
"""

answer_logistic = "L = 2, k = 1, x0 = 0: twice as high, and just as steep in its exponent."
