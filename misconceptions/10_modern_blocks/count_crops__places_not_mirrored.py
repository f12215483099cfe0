"""I counted the places and forgot the mirror images.

costs: test_crop_count
hint: each place counts twice, as it is and mirrored.
"""


def count_crops(height, width, size):
    return (height - size + 1) * (width - size + 1)
