"""The slide says about the same, so it will be the convolutions.

costs: test_resnet
hint: VGG-16's convolutions have 14.7 million.
"""

answer_resnet = "About the same: 44.7M are the convolutions of VGG-16 without its dense layers."
