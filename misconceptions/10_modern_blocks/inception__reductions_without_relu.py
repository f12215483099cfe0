"""I gave the reductions no ReLU, as they only shrink the channels.

costs: test_inception_order, test_inception_values
hint: every convolution has a ReLU; without it the reduction and the filter are one linear
  layer.
"""

from keras import layers


def inception(x, one, three, five, pool):
    def convolution(inputs, filters, size):
        return layers.Conv2D(filters, size, padding="same", activation="relu")(inputs)

    a = convolution(x, one, 1)
    b = convolution(layers.Conv2D(three[0], 1)(x), three[1], 3)
    c = convolution(layers.Conv2D(five[0], 1)(x), five[1], 5)
    d = convolution(layers.MaxPooling2D(3, strides=1, padding="same")(x), pool, 1)
    return layers.Concatenate()([a, b, c, d])
