"""I gave the shortcut a convolution only where the channels differ.

costs: test_residual_shortcut
hint: with a stride the sizes differ as well: `or`.
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
    if x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride)(x)
    return layers.Add()([residue, shortcut])
