"""I joined the pooled input as it was, without a convolution behind it.

costs: test_inception_shape, test_inception_order, test_inception_values, test_inception_chain
hint: a 1×1 convolution follows the pooling; otherwise all channels of x are in the output.
"""

from keras import layers


def inception(x, one, three, five, pool):
    def convolution(inputs, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(inputs)

    a = convolution(x, one, 1)
    b = convolution(convolution(x, three[0], 1), three[1], 3)
    c = convolution(convolution(x, five[0], 1), five[1], 5)
    d = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    return layers.Concatenate()([a, b, c, d])
