"""I read the height of the maximum.

costs: test_readings_smooth
hint: asked for is where it is, on the axis of the epochs.
"""

readings = {
    "A: the rate in the end": 0.02,
    "A: the epoch from which on the rate stays": 80,
    "C: the rate in the beginning": 0.08,
    "D: the epochs at which the rate jumps": [20, 50, 80],
    "D: what each jump multiplies the rate by": 0.5,
    "E: the epoch with the largest rate": 0.06,
}
