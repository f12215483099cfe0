"""Each input has a bias.

costs: test_dense_params_lectures, test_dense_params_bias
hint: biases belong to the outputs: one is added to each sum.
"""


def dense_params(n_in, n_out, bias=True):
    return n_in * (n_out + bias)
