"""A linear decay ends at 0 after all the epochs of the plot.

costs: test_readings_smooth
hint: this line arrives at 0.02 after 80 epochs, and stays there: read it off the axes.
"""

readings = {
    "A: the rate in the end": 0,
    "A: the epoch from which on the rate stays": 100,
    "C: the rate in the beginning": 0.08,
    "D: the epochs at which the rate jumps": [20, 50, 80],
    "D: what each jump multiplies the rate by": 0.5,
    "E: the epoch with the largest rate": 10,
}
