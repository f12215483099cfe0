"""c = 6 is larger than 5, so it holds from the start.

costs: test_witnesses
hint: at n = 1 there are 220 against 6: with c = 6 the inequality begins at n = 201.
"""

witnesses = (6, 1)
