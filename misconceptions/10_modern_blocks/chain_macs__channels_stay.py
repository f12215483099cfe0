"""I let every convolution of the chain take the channels of the input.

costs: test_chain_macs
hint: the filters of one convolution are the channels of the next.
"""


def chain_macs(height, width, channels, chain):
    return sum(height * width * size * size * channels * filters for size, filters in chain)
