"""All convolutions can be shown as pictures.

costs: test_templates
hint: a colour picture has three channels, these filters have 96.
"""

answer_templates = (
    "AlexNet's second layer most easily: its 256 filters of 5 × 5 × 96 are colour "
    "pictures of 5 × 5."
)
