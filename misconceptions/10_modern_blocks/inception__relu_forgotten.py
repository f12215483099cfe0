"""I forgot the activations.

costs: test_inception_order, test_inception_values
hint: every convolution has a ReLU: activation="relu".
"""

from keras import layers


def inception(x, one, three, five, pool):
    def convolution(inputs, filters, size):
        return layers.Conv2D(filters, size, padding="same")(inputs)

    a = convolution(x, one, 1)
    b = convolution(convolution(x, three[0], 1), three[1], 3)
    c = convolution(convolution(x, five[0], 1), five[1], 5)
    d = convolution(layers.MaxPooling2D(3, strides=1, padding="same")(x), pool, 1)
    return layers.Concatenate()([a, b, c, d])
