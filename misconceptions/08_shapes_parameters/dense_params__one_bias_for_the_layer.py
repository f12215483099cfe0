"""S2 writes 256 x 256 x 10 + 1, so there is one bias.

costs: test_dense_params_lectures, test_dense_params_bias
hint: each output has a bias of its own: (n_in + 1) * n_out.
"""


def dense_params(n_in, n_out, bias=True):
    return n_in * n_out + bias
