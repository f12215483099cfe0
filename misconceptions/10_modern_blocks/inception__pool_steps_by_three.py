"""I gave the pooling no stride, so that it took its default, 3.

costs: test_inception_shape, test_inception_order, test_inception_values, test_inception_chain
hint: the default stride of a pooling is its size: strides=1 keeps height and width.
"""

from keras import layers


def inception(x, one, three, five, pool):
    def convolution(inputs, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(inputs)

    a = convolution(x, one, 1)
    b = convolution(convolution(x, three[0], 1), three[1], 3)
    c = convolution(convolution(x, five[0], 1), five[1], 5)
    d = convolution(layers.MaxPooling2D(3, padding="same")(x), pool, 1)
    return layers.Concatenate()([a, b, c, d])
