"""I gave every convolution of F the stride.

costs: test_residual_shortcut
hint: the stride is in the first convolution; the others keep the size.
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
        residue = layers.Conv2D(count, size, strides=stride, padding="same")(residue)

    if stride != 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride)(x)
    return layers.Add()([residue, shortcut])
