"""A step schedule falls by a factor of 0.1 at 30, 60 and 90.

costs: test_readings_jumps
hint: these are the numbers of the slide; the plot has its own.
"""

readings = {
    "A: the rate in the end": 0.02,
    "A: the epoch from which on the rate stays": 80,
    "C: the rate in the beginning": 0.08,
    "D: the epochs at which the rate jumps": [30, 60, 90],
    "D: what each jump multiplies the rate by": 0.1,
    "E: the epoch with the largest rate": 10,
}
