"""Every input is connected with every output, and that is all.

costs: test_dense_params_lectures, test_dense_params_bias
hint: each output has a bias besides, unless bias=False.
"""


def dense_params(n_in, n_out, bias=True):
    return n_in * n_out
