"""I left the 1×1 reductions away and gave x to the large filters.

costs: test_inception_shape, test_inception_order, test_inception_values, test_inception_chain
hint: first a 1×1 convolution with three[0] filters, and the 3×3 on what comes out.
"""

from keras import layers


def inception(x, one, three, five, pool):
    def convolution(inputs, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(inputs)

    a = convolution(x, one, 1)
    b = convolution(x, three[1], 3)
    c = convolution(x, five[1], 5)
    d = convolution(layers.MaxPooling2D(3, strides=1, padding="same")(x), pool, 1)
    return layers.Concatenate()([a, b, c, d])
