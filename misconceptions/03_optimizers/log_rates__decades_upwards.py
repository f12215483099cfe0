"""I multiplied by 10 from rate to rate.

costs: test_log_rates_values, test_log_rates_ratio
hint: the ratio is (high / low) to the power of 1 / (count - 1), which is 10 only by chance.
"""

import numpy as np


def log_rates(low, high, count):
    return low * 10.0 ** np.arange(count)
