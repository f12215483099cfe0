"""I believed the slide: 4 million parameters.

costs: test_googlenet
hint: add up the nine blocks: 5.85 million without the rest.
"""

answer_googlenet = (
    "About 4 million: the dense layers at the end, of about 2 million, are not there any more."
)
