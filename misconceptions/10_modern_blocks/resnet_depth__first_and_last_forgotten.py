"""I counted the convolutions in the blocks only.

costs: test_resnet_depth
hint: the first convolution of the network and its dense layer count as well.
"""


def resnet_depth(groups, bottleneck=False):
    return (3 if bottleneck else 2) * sum(groups)
