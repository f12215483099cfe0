"""The loss was stuck in a local minimum.

costs: test_plateau
hint: smaller steps do not leave a minimum, they come closer to it.
"""

answer_plateau = "The weights sat in a local minimum, and the smaller steps found the way out."
