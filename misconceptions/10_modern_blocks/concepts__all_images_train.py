"""I thought that the slide counts the images for validation and testing as well.

costs: test_history
hint: nobody may train on those, and all together are 1.43 million.
"""

answer_history = (
    "1.5 million is right: images for validation and testing become training "
    "samples when the challenge is over."
)
