"""I left out the fill mode.

costs: test_networks_augmentation
hint: the default repeats the image as in a mirror: fill_mode="constant" brings in black.
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
        shift = keras.layers.RandomTranslation(2 / 28, 2 / 28, interpolation="nearest")
        model.add(shift)
    model.add(keras.layers.AveragePooling2D(2))
    model.add(keras.layers.Conv2D(16, 3, activation="relu", kernel_regularizer=penalty))
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
