"""I believed the slide: the deeper network is worse because gradients vanish.

costs: test_degradation
hint: their norms were measured and healthy; the deeper plain network is harder to optimize.
"""

answer_degradation = (
    "Vanishing gradients: with 34 layers they are always too small for the first "
    "ones, whatever the activation."
)
