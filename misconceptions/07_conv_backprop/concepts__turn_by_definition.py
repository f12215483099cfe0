"""The filter is turned because it is called a convolution.

costs: test_turned
hint: layers do not flip in the forward pass, and nothing is turned for the weights.
"""

answer_turned = (
    "From the mathematical definition of convolution, which every layer follows in both passes."
)
