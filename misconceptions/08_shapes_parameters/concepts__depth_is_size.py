"""More layers have more parameters.

costs: test_resnet
hint: it depends on the channels, and on dense layers.
"""

answer_resnet = "ResNet-101 must have six times as many: it has 101 layers instead of 16."
