"""I multiplied the weights in the order of the layers, W1 W2.

costs: test_collapse_weights, test_collapse_outputs, test_collapse_keras
hint: the layer next to the input is applied first, so it stands on the right: W2 W1.
"""


def collapse_linear(layers):
    weights, bias = layers[0]
    for w, b in layers[1:]:
        weights, bias = weights @ w, w @ bias + b
    return weights, bias
