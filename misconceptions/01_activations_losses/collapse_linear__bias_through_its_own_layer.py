"""I multiplied the bias by the product of all weights so far.

costs: test_collapse_bias, test_collapse_outputs, test_collapse_keras
hint: a bias is added after its own layer: only the weights of the layers behind it act on it.
"""


def collapse_linear(layers):
    weights, bias = layers[0]
    for w, b in layers[1:]:
        weights = w @ weights
        bias = weights @ bias + b
    return weights, bias
