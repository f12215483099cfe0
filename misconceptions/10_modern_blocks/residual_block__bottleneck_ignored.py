"""I built the simple block in both cases.

costs: test_residual_bottleneck
hint: with bottleneck=True the chain is 1×1, 3×3, 1×1.
"""

from keras import layers


def residual_block(x, filters, stride=1, bottleneck=False):
    residue = shortcut = x
    residue = layers.Conv2D(filters, 3, strides=stride, padding="same", activation="relu")(residue)
    residue = layers.Conv2D(filters, 3, padding="same")(residue)

    if stride != 1 or x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride)(x)
    return layers.Add()([residue, shortcut])
