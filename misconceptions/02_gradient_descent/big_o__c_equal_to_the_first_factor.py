"""For large n only 5 n³ counts, so c = 5 from n = 1,000 on.

costs: test_witnesses
hint: 200 n² + 15 always sticks out: c must be larger than 5.
"""

witnesses = (5, 1000)
