"""I thought that filters, nonlinearity and pooling were the invention of 2012.

costs: test_history
hint: that network is of 1990; labels and speed were new.
"""

answer_history = (
    "Filters followed by a nonlinearity and pooling were the new idea; data and "
    "GPUs only made them faster."
)
