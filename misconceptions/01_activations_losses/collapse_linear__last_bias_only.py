"""The last layer adds its bias at the end, so this is the bias.

costs: test_collapse_bias, test_collapse_outputs, test_collapse_keras
hint: the earlier biases are part of the answer, too: W2 b1 + b2.
"""


def collapse_linear(layers):
    weights, bias = layers[0]
    for w, b in layers[1:]:
        weights, bias = w @ weights, b
    return weights, bias
