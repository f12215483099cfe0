"""The slide of Conv_1 multiplies by 16.

costs: test_four_layer_shapes, test_four_layer_parameters
hint: its 320 parameters are those of 32 filters, and its maps are 26 x 26 x 32.
"""

import keras


def four_layer():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.Conv2D(64, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
