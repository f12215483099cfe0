"""I multiplied the weights with *.

costs: test_collapse_weights, test_collapse_outputs, test_collapse_keras
hint: * multiplies number by number; the product of matrices is @.
"""


def collapse_linear(layers):
    weights, bias = layers[0]
    for w, b in layers[1:]:
        weights, bias = w * weights, w @ bias + b
    return weights, bias
