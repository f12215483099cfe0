"""I took average pooling.

costs: test_inception_values
hint: the block has max pooling.
"""

from keras import layers


def inception(x, one, three, five, pool):
    def convolution(inputs, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(inputs)

    a = convolution(x, one, 1)
    b = convolution(convolution(x, three[0], 1), three[1], 3)
    c = convolution(convolution(x, five[0], 1), five[1], 5)
    d = convolution(layers.AveragePooling2D(3, strides=1, padding="same")(x), pool, 1)
    return layers.Concatenate()([a, b, c, d])
