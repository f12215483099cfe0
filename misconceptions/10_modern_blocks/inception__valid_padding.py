"""I left the padding at its default, "valid".

costs: test_inception_shape, test_inception_order, test_inception_values, test_inception_chain
hint: without "same" padding a 5×5 loses four rows, and the branches do not fit together.
"""

from keras import layers


def inception(x, one, three, five, pool):
    def convolution(inputs, filters, size):
        return layers.Conv2D(filters, size, activation="relu")(inputs)

    a = convolution(x, one, 1)
    b = convolution(convolution(x, three[0], 1), three[1], 3)
    c = convolution(convolution(x, five[0], 1), five[1], 5)
    d = convolution(layers.MaxPooling2D(3, strides=1, padding="same")(x), pool, 1)
    return layers.Concatenate()([a, b, c, d])
