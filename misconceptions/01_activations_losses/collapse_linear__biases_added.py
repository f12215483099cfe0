"""The weights are multiplied and the biases are added.

costs: test_collapse_bias, test_collapse_outputs, test_collapse_keras
hint: a bias passes through all layers behind it: W2 b1 + b2.
"""


def collapse_linear(layers):
    weights, bias = layers[0]
    for w, b in layers[1:]:
        weights = w @ weights
        bias = bias + b
    return weights, bias
