"""I drew three numbers for each pixel.

costs: test_color_one_shift
hint: the light changes for the whole image: three numbers for each image.
"""


def pca_color(images, values, vectors, rng, sigma=0.1):
    alphas = rng.normal(0, sigma, size=images.shape)
    return images + (alphas * values) @ vectors.T
