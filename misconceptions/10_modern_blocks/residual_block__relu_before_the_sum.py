"""I gave the last convolution of F a ReLU, too.

costs: test_residual_values, test_residual_shortcut, test_residual_bottleneck
hint: then F could only add and never subtract: no activation after the last convolution.
"""

from keras import layers


def residual_block(x, filters, stride=1, bottleneck=False):
    if bottleneck:
        chain = [(filters // 4, 1), (filters // 4, 3), (filters, 1)]
    else:
        chain = [(filters, 3), (filters, 3)]
    residue = shortcut = x
    for place, (count, size) in enumerate(chain):
        if place > 0:
            residue = layers.ReLU()(residue)
        step = 1 if place else stride
        residue = layers.Conv2D(count, size, strides=step, padding="same")(residue)

    if stride != 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride)(x)
    return layers.Add()([layers.ReLU()(residue), shortcut])
