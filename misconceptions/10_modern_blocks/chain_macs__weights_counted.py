"""I counted weights, not multiplications.

costs: test_chain_macs
hint: each weight is used once for every pixel: times height and width.
"""


def chain_macs(height, width, channels, chain):
    count = 0
    for size, filters in chain:
        count += size * size * channels * filters
        channels = filters
    return count
