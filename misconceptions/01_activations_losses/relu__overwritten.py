"""I set all negative numbers of x to 0 and returned x.

costs: test_relu_unchanged
hint: x[x < 0] = 0 changes the caller's array. np.maximum(x, 0) makes a new one.
"""


def relu(x):
    x[x < 0] = 0
    return x
