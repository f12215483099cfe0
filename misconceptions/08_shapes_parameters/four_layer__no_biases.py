"""I left out the biases of the convolutions.

costs: test_four_layer_parameters
hint: (3 * 3 * 1 + 1) * 32: each filter has a bias.
"""

import keras


def four_layer():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 3, use_bias=False, activation="relu"),
            keras.layers.Conv2D(64, 3, use_bias=False, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
