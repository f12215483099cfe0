"""The larger of x and 0 is max(x, 0).

costs: test_relu_values, test_relu_unchanged
hint: the built-in max asks whether an array is larger than 0 as a whole. np.maximum compares
  number by number.
"""


def relu(x):
    return max(x, 0)
