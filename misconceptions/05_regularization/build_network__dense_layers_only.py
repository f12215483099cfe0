"""I put the penalties on the dense layers, which have most of the weights.

costs: test_networks_penalties
hint: the convolution pays, too.
"""

import keras


def build_network(name):
    penalty = None
    if name == "L1":
        penalty = keras.regularizers.L1(0.001)
    if name == "L2":
        penalty = keras.regularizers.L2(0.01)
    model = keras.Sequential([keras.Input((28, 28, 1))])
    if name == "augmentation":
        shift = keras.layers.RandomTranslation(
            2 / 28, 2 / 28, fill_mode="constant", interpolation="nearest"
        )
        model.add(shift)
    model.add(keras.layers.AveragePooling2D(2))
    model.add(keras.layers.Conv2D(16, 3, activation="relu"))
    if name == "batch norm":
        model.add(keras.layers.BatchNormalization(momentum=0.9))
    model.add(keras.layers.Flatten())
    if name == "dropout":
        model.add(keras.layers.Dropout(0.5))
    model.add(keras.layers.Dense(64, activation="relu", kernel_regularizer=penalty))
    if name == "dropout":
        model.add(keras.layers.Dropout(0.5))
    model.add(keras.layers.Dense(10, activation="softmax", kernel_regularizer=penalty))
    return model
