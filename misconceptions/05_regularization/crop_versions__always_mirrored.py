"""I always counted the mirror images.

costs: test_crop_versions
hint: they count only if `mirrored` is True.
"""


def crop_versions(size, crop, mirrored):
    versions = (size - crop + 1) ** 2
    return 2 * versions
