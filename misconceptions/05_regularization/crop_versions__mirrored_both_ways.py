"""I mirrored them left to right and top to bottom.

costs: test_crop_versions
hint: only the reflection left to right: twice as many, not four times.
"""


def crop_versions(size, crop, mirrored):
    versions = (size - crop + 1) ** 2
    return 4 * versions if mirrored else versions
