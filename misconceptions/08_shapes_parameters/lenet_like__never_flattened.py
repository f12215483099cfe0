"""Dense takes anything, so I left Flatten out.

costs: test_lenet_shapes, test_lenet_parameters, test_lenet_activations
hint: a dense layer on maps works on the channels of each position: flatten first.
"""

import keras


def lenet_like():
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(8, 5, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(16, 5, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Dense(120, activation="relu"),
            keras.layers.Dense(84, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
