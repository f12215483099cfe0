"""I spaced the exponents evenly, from log10(low) to log10(high).

costs: test_log_rates_values, test_log_rates_ratio
hint: these are the exponents; the rates are 10 to the power of them.
"""

import numpy as np


def log_rates(low, high, count):
    return np.linspace(np.log10(low), np.log10(high), count)
