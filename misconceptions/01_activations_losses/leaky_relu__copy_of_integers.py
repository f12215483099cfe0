"""I filled a copy of x with the new values on the left.

costs: test_leaky_types
hint: a copy of an array of integers holds integers, and -0.5 becomes 0. np.where makes an array
  that fits.
"""


def leaky_relu(x, a=0.01):
    out = x.copy()
    out[x <= 0] = a * x[x <= 0]
    return out
