"""I put a pooling after each convolution.

costs: test_four_layer_shapes, test_four_layer_parameters
hint: S2 pools once, after the second convolution: 28, 26, 24, 12.
"""

import keras


def four_layer():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(64, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
