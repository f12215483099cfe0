"""I multiplied the negative numbers of x by the slope and returned x.

costs: test_leaky_unchanged
hint: x[…] = … changes the caller's array. np.where(x > 0, x, a * x) makes a new one.
"""


def leaky_relu(x, a=0.01):
    if x.dtype.kind != "f":
        x = x.astype(float)
    x[x < 0] *= a
    return x
