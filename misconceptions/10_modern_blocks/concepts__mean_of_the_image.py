"""I normalized each image by its own mean and deviation.

costs: test_alexnet_input
hint: AlexNet subtracts the mean over the training images, and nothing else.
"""

answer_alexnet_input = (
    "The photograph scaled to 256 × 341, then 256 × 256 from its middle, minus "
    "the mean and divided by the deviation of this image."
)
