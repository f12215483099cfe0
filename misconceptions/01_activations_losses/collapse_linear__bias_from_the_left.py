"""I multiplied the bias from the left, b W.

costs: test_collapse_bias, test_collapse_outputs, test_collapse_keras
hint: W has a row for each neuron: the weights stand on the left, w @ bias.
"""


def collapse_linear(layers):
    weights, bias = layers[0]
    for w, b in layers[1:]:
        weights, bias = w @ weights, bias @ w + b
    return weights, bias
