"""A single image is a batch of one, so it is normalized by its own mean and variance.

costs: test_inference
hint: at prediction the running averages are used: a prediction does not depend on the batch.
"""

answer_inference = "With those of this one image, over all positions of the map."
