"""Each jump halves the rate, so the factor is 2.

costs: test_readings_jumps
hint: it is divided by 2, that is multiplied by 0.5.
"""

readings = {
    "A: the rate in the end": 0.02,
    "A: the epoch from which on the rate stays": 80,
    "C: the rate in the beginning": 0.08,
    "D: the epochs at which the rate jumps": [20, 50, 80],
    "D: what each jump multiplies the rate by": 2,
    "E: the epoch with the largest rate": 10,
}
