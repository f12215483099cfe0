"""I divided by 10 from rate to rate, from the largest to the smallest.

costs: test_log_rates_values, test_log_rates_ratio
hint: the ratio follows from both ends and the count, and the smallest rate comes first.
"""

import numpy as np


def log_rates(low, high, count):
    return high / 10.0 ** np.arange(count)
