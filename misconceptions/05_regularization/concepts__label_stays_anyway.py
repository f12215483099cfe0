"""Any change will do, as the label stays.

costs: test_semantics
hint: a mirrored 3 is no 3.
"""

answer_semantics = (
    "Both: augmentation only has to change the numbers in the image, the label stays anyway."
)
