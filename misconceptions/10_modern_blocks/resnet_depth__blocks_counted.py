"""I counted each block as one layer.

costs: test_resnet_depth
hint: a simple block has two convolutions, a bottleneck three.
"""


def resnet_depth(groups, bottleneck=False):
    return sum(groups) + 2
