"""I put a 1×1 convolution into every shortcut.

costs: test_residual_shape, test_residual_identity, test_residual_values,
  test_residual_bottleneck
hint: where the shapes fit the shortcut is x itself; a convolution would have to learn that.
"""

from keras import layers


def residual_block(x, filters, stride=1, bottleneck=False):
    if bottleneck:
        chain = [(filters // 4, 1), (filters // 4, 3), (filters, 1)]
    else:
        chain = [(filters, 3), (filters, 3)]
    residue = x
    for place, (count, size) in enumerate(chain):
        if place > 0:
            residue = layers.ReLU()(residue)
        step = 1 if place else stride
        residue = layers.Conv2D(count, size, strides=step, padding="same")(residue)
    shortcut = layers.Conv2D(filters, 1, strides=stride)(x)
    return layers.Add()([residue, shortcut])
