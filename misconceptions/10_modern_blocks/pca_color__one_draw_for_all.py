"""I drew three numbers once, for all images together.

costs: test_color_one_shift, test_color_random
hint: each image gets numbers of its own: the shape is (n, 3).
"""


def pca_color(images, values, vectors, rng, sigma=0.1):
    return images + color_shifts(values, vectors, rng.normal(0, sigma, size=(1, 3)))[0]  # noqa: F821
