"""A larger stride reduces the parameters of the layer.

costs: test_stride
hint: the same weights are used at every position; fewer positions, same weights.
"""

answer_stride = "The layer keeps a quarter, 112, because there are only a quarter of the positions."
