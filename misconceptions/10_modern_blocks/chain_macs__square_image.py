"""I took the height for both sides of the image.

costs: test_chain_macs
hint: height times width: images need not be square.
"""


def chain_macs(height, width, channels, chain):
    count = 0
    for size, filters in chain:
        count += height**2 * size**2 * channels * filters
        channels = filters
    return count
