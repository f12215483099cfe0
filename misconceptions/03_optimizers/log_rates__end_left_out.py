"""I took k / n for the exponents.

costs: test_log_rates_values, test_log_rates_ratio
hint: both ends are included: with n rates there are n - 1 gaps, so k / (n - 1).
"""

import numpy as np


def log_rates(low, high, count):
    return low * (high / low) ** (np.arange(count) / count)
