"""I took ten sigmoids for the ten classes.

costs: test_four_layer_parameters
hint: one of ten classes: softmax, so that the outputs sum to 1.
"""

import keras


def four_layer():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.Conv2D(64, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="sigmoid"),
        ]
    )
