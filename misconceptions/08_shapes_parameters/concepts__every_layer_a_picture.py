"""A network's weights are pictures of what it looks for.

costs: test_templates
hint: only weights on pixels are laid out like an image.
"""

answer_templates = (
    "Every layer of every network: a row of weights is always an image, and shows an object."
)
