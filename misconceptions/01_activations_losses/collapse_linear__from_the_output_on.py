"""I began with the last layer and multiplied the next one from the left.

costs: test_collapse_weights, test_collapse_bias, test_collapse_outputs, test_collapse_keras
hint: the layer next to the input acts first and stands on the right: W2 W1.
"""


def collapse_linear(layers):
    weights, bias = layers[-1]
    for w, b in reversed(layers[:-1]):
        weights, bias = w @ weights, w @ bias + b
    return weights, bias
