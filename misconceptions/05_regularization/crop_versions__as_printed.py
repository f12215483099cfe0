"""32 · 32 · 2 = 2048, as S3 says: (n - f)² and its mirror.

costs: test_crop_versions
hint: the positions 0 … n - f are n - f + 1: 33 · 33 · 2 = 2178.
"""


def crop_versions(size, crop, mirrored):
    versions = (size - crop) ** 2
    return 2 * versions if mirrored else versions
