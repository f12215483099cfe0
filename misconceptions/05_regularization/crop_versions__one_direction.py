"""I counted the positions along the rows.

costs: test_crop_versions
hint: each row position goes with each column position: squared.
"""


def crop_versions(size, crop, mirrored):
    versions = size - crop + 1
    return 2 * versions if mirrored else versions
