"""I never looked at the argument bias.

costs: test_dense_params_bias
hint: with bias=False there are weights only.
"""


def dense_params(n_in, n_out, bias=True):
    return (n_in + 1) * n_out
