"""I put no activation between the convolutions.

costs: test_residual_values, test_residual_shortcut, test_residual_bottleneck
hint: two convolutions without a ReLU between them are one linear layer.
"""

from keras import layers


def residual_block(x, filters, stride=1, bottleneck=False):
    if bottleneck:
        chain = [(filters // 4, 1), (filters // 4, 3), (filters, 1)]
    else:
        chain = [(filters, 3), (filters, 3)]
    residue = shortcut = x
    for place, (count, size) in enumerate(chain):
        step = 1 if place else stride
        residue = layers.Conv2D(count, size, strides=step, padding="same")(residue)

    if stride != 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride)(x)
    return layers.Add()([residue, shortcut])
