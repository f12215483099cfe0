"""I left out the ReLU in the convolutions.

costs: test_thirty_nine_activations
hint: without activations three convolutions are one.
"""

import keras


def thirty_nine():
    return keras.Sequential(
        [
            keras.Input((39, 39, 3)),
            keras.layers.Conv2D(10, 3),
            keras.layers.Conv2D(20, 5, strides=2),
            keras.layers.Conv2D(40, 5, strides=2),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
