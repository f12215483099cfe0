"""I spaced the rates evenly with np.linspace.

costs: test_log_rates_values, test_log_rates_ratio
hint: on a log scale the ratios are equal, not the differences.
"""

import numpy as np


def log_rates(low, high, count):
    return np.linspace(low, high, count)
