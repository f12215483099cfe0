"""I believed that batch normalization and RMSprop were in the GoogLeNet of 2014.

costs: test_googlenet
hint: they belong to the versions 2 and 3 of Inception.
"""

answer_googlenet = (
    "About 6 million in the blocks, and 7 million in all; RMSprop and batch "
    "normalization made 22 layers possible in 2014."
)
