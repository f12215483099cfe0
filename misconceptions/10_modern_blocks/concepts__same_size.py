"""I believed the slide: ResNet-101 and VGG-16 are about the same size.

costs: test_resnet_size
hint: 44.7 million against 138 million is a factor of three.
"""

answer_resnet_size = "The remark is right: 45 and 138 million are the same order of magnitude."
