"""I computed 32 * 32 * 2 for AlexNet, as on the slide.

costs: test_crop_count
hint: 32 pixels of room are 33 places, as in convolution: n - s + 1.
"""


def count_crops(height, width, size):
    return 2 * (height - size) * (width - size)
