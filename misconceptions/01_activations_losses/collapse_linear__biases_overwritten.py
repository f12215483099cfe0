"""I went from the last layer to the first and added to its bias with +=.

costs: test_collapse_unchanged
hint: bias += … changes the bias of the caller's last layer. bias = bias + … makes a new array.
"""


def collapse_linear(layers):
    weights, bias = layers[-1]
    for w, b in reversed(layers[:-1]):
        bias += weights @ b
        weights = weights @ w
    return weights, bias
