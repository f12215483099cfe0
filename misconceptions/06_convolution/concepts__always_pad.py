"""Zero padding should always be applied.

costs: test_padding
hint: padding is a choice; zeros add no knowledge about the border.
"""

answer_padding = (
    "Padding is always better, because the zeros tell the network more about the border."
)
