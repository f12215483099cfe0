"""I multiplied by the size once.

costs: test_chain_macs
hint: a square filter has size × size weights for each channel.
"""


def chain_macs(height, width, channels, chain):
    count = 0
    for size, filters in chain:
        count += height * width * size * channels * filters
        channels = filters
    return count
